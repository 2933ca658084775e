"""Ledgers, coding, payments, reminders: what a company does with an invoice in its own books.

So far: the chart of accounts, the suppliers, the company's own articles, and the coding of incoming documents. How a
document came and where it is is not known here: it is named by its id, and what it says is the model's `Invoice`.
`flows.coding` brings the two together.
"""
