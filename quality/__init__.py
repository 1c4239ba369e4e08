"""Data quality: what a value must not be, as data; how a rule is asked, worded, written. Nothing here stores anything.

Finding and keeping what breaks a rule is `operations.findings`; counting it is `reports.quality`.
"""
