"""What waits for somebody: questions whose answer is a list, counted by union. A task is gone when its cause is.

Nothing is stored here and nothing written: a reminder is a date that comes near, a task is a record in a state
from which only a person takes it on.
"""
