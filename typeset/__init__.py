"""Papers: from content and template to PDF/A, and QR codes as pictures. Knows no department, item or person.

It lies below every room that prints something (certificates at the hub, the handbook), so that all papers have the same
letters and the same promise: equal input, equal bytes.
"""
