"""The application as a web server calls it."""

from django.core.handlers.wsgi import WSGIHandler

from yizhan.config import environment

environment.enter()
application = WSGIHandler()
