"""The planner: the month's delivery plan and the visit routes, from frozen values to frozen values.

It knows no database and no page. A problem goes in, a plan comes out, and a checker that shares no code with the solver says
whether the plan keeps every rule.
"""
