"""A clock that stands still until a test moves it on. Nobody waits."""

from datetime import datetime, timedelta


class Clock:
    def __init__(self, moment=datetime(2026, 3, 5, 9, 0)):
        self.moment = moment

    def __call__(self):
        return self.moment

    def forward(self, **span):
        self.moment += timedelta(**span)
