"""Workbooks as the parts of a zip: read as a stream, written by changing a part and leaving all others as they are.

What a sheet's rows mean, where its header is and how files are replaced does not belong here.
"""
