"""Words to people: notices in the application, and one door for channels outside it."""
