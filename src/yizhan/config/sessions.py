"""Where sessions are kept, as settings name it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

# In SQL because every request asks this, and the ORM takes longer to write it than the database to answer.
KEPT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"


class SessionStore(db.SessionStore):
    """Sessions in the database, as Django keeps them, read in plain SQL."""

    def load(self) -> dict[str, Any]:
        """What is kept under the key; nothing, and no key, once the session has ended or run out."""
        with connection.cursor() as cursor:
            cursor.execute(KEPT, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(row[0])
        return kept
