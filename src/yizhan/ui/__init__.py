"""The design system: shells, components, style sheet, drawings and form rendering; it knows no word of the field."""
