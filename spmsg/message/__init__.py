"""What may be said to a buyer. Pure: no network, no terminal, no database, no clock.

action.py       what an order's action takes: text, attachments, fields, and their limits
recipient.py    whom a message goes to: a row of a list
template.py     a text from a template, with template_filters.py for dates and money
draft.py        a message that is about to be sent: its request, and the digest that identifies it
attachment.py   its files: their number, sizes, names, and content
fields.py       its other properties
schema.py       checks a draft against the action's JSON Schema
guidelines/     checks a text against Amazon's communication guidelines
violation.py    what a check finds
"""
