"""Several people who act on the same thing in the same instant."""

import threading

from django.db import connection

from yizhan.kernel.errors import Refused


def at_once(*commands, word=lambda made: "done"):
    """Run the commands at the same instant; how each ended, sorted: `word` of what it made, or its refusal's name."""
    start, ends = threading.Barrier(len(commands)), []

    def run(command):
        start.wait()
        try:
            ends.append(word(command()))
        except Refused as refusal:
            ends.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[command]) for command in commands]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(ends)
