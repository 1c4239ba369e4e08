"""A tab of a spreadsheet at Google: how it is read in one request and changed in one. What rows mean is not known here."""
