"""Made-up unions and people to try the desk with. Real records never come from here, and never mix with these."""
