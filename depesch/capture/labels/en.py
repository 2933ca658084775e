"""English."""

from __future__ import annotations

from depesch.capture.labels import Labels

LABELS = Labels(
    language="en",
    words={
        "number": (
            "Invoice number", "Invoice no", "Invoice nr", "Inv. no", "Tax invoice no",
            "Credit note number", "Credit note no", "Document number", "Invoice ID", "Bill number",
        ),
        "issue_date": (
            "Invoice date", "Date of issue", "Issue date", "Issued", "Date issued", "Billing date", "Credit note date",
            "Document date", "Tax date", "Issued on", "Issued at",
        ),
        "due_date": (
            "Due date", "Payment due", "Date due", "Pay by", "Payment due date", "Due", "Due on", "Payable by",
            "Payment date", "Due by",
        ),
        "reference": (
            "Payment reference", "Reference for payment", "Remittance reference", "Creditor reference", "RF reference",
            "Payment ref", "Quote when paying",
        ),
        "order_reference": (
            "Purchase order", "PO number", "Purchase order number", "PO no", "Your order", "Your order no",
            "Order reference", "P.O. number", "PO", "Purchase order no", "Customer PO",
        ),
        "buyer_reference": ("Your reference", "Your ref", "Buyer reference", "Customer reference"),
        "contract_reference": ("Contract", "Contract number", "Contract no", "Agreement"),
        "project_reference": ("Project", "Project number", "Project no"),
        "preceding": (
            "Original invoice", "Credits invoice", "Preceding invoice", "Concerns invoice", "Refers to invoice",
            "Corrects invoice", "For invoice",
        ),
        "delivery_date": (
            "Delivery date", "Date of delivery", "Date of supply", "Delivered", "Delivered on", "Supply date",
        ),
        "payment_terms": ("Payment terms", "Terms", "Terms of payment"),
        "lines_total": ("Subtotal", "Sum of lines", "Lines total", "Sub total"),
        "net": (
            "Total excl. VAT", "Net amount", "Net total", "Total excluding VAT", "Total net", "Amount excl. VAT",
            "Total ex VAT", "Total before VAT", "Net", "Total without VAT", "Excl. VAT", "Total (net)",
            "Taxable amount", "Total exclusive of VAT", "Amount excluding VAT", "Total before tax", "Sum excl. VAT",
        ),
        "vat": (
            "VAT", "VAT amount", "Total VAT", "VAT total", "Tax", "Sales tax", "Value added tax", "Tax amount",
            "Total tax", "Tax total",
        ),
        "gross": (
            "Total incl. VAT", "Total including VAT", "Gross amount", "Gross total", "Invoice total", "Total amount",
            "Grand total", "Amount incl. VAT", "Total (gross)", "Gross", "Incl. VAT", "Total inclusive of VAT",
            "Invoice amount", "Amount including VAT", "Sum incl. VAT", "Total with VAT",
        ),
        "payable": (
            "Amount due", "Total due", "Balance due", "Amount payable", "To pay", "Total payable", "Payable",
            "Amount to pay", "Total to pay", "Please pay", "Due for payment", "Balance", "Credit due",
            "Outstanding amount",
        ),
        "paid": ("Paid", "Amount paid", "Prepaid", "Deposit paid", "Already paid", "Payments received"),
        "rounding": ("Rounding", "Rounding amount"),
        "vat_base": ("VAT base", "Taxable", "Net value"),
        "iban": ("IBAN", "IBAN number", "Bank account (IBAN)"),
        "account": ("Account number", "Account no", "Bank account", "Account", "Acc. no"),
        "bankgiro": ("Bankgiro",),
        "plusgiro": ("Plusgiro",),
        "bic": ("BIC", "SWIFT", "SWIFT/BIC", "BIC/SWIFT", "Swift code", "BIC code"),
        "organisation": (
            "Org. no", "Organisation number", "Organization number", "Company no", "Company number",
            "Registration number", "Business ID", "Reg. no", "Company registration", "Registered number",
            "Company reg. no", "Registration no", "Company ID", "Organisation no", "Company registration number",
        ),
        "vat_number": (
            "VAT number", "VAT no", "VAT reg. no", "VAT registration number", "VAT ID", "VAT reg", "VAT registration",
            "VAT identification number", "VAT",
        ),
        "buyer_organisation": ("Your org. no", "Customer org. no"),
        "buyer_vat_number": (
            "Your VAT number", "Your VAT no", "Customer VAT number", "Buyer VAT number", "Customer VAT no",
            "Buyer VAT ID", "Customer VAT", "Customer VAT ID", "Your VAT reg. no",
        ),
        "seller": ("Seller", "Supplier", "From", "Vendor", "Sold by", "Issued by", "Sender", "Payee", "Billed from"),
        "buyer": (
            "Buyer", "Bill to", "Billed to", "Invoice to", "Customer", "Invoice address", "Sold to", "Recipient",
            "Billing address", "Invoiced to", "Client", "Invoice recipient",
        ),
        "credit_note": ("Credit note", "Credit invoice", "Credit memo"),
        "column_description": (
            "Description", "Item", "Product", "Service", "Details", "Item description", "Goods or services", "Article",
        ),
        "column_quantity": ("Quantity", "Qty", "Hours", "Units", "Qty."),
        "column_unit": ("Unit", "UoM", "Unit of measure"),
        "column_price": (
            "Unit price", "Price", "Rate", "Price per unit", "Net price", "Price each", "Unit cost", "Price excl. VAT",
        ),
        "column_rate": ("VAT %", "VAT rate", "Tax %", "VAT", "Tax", "Tax rate"),
        "column_amount": (
            "Amount", "Total", "Line total", "Net amount", "Net", "Amount excl. VAT", "Total price", "Net total",
            "Amount (EUR)", "Amount (SEK)", "Amount (NOK)", "Amount (DKK)", "Sum", "Total net",
        ),
        "column_article": (
            "Item no", "Article no", "SKU", "Product code", "Item code", "Art. no", "Part no", "Code", "Item number",
        ),
        "column_line": ("Line", "Pos", "No", "#", "Row", "Line no"),
        "column_discount": ("Discount", "Disc", "Disc %", "Discount %"),
        "other": (
            "Customer no", "Customer number", "Customer ID", "Account manager", "Phone", "Telephone", "Tel", "Fax",
            "Email", "E-mail", "Mobile", "Page", "Our reference", "Our ref", "Order no", "Order number", "Order date",
            "Ship to", "Deliver to", "Delivery address", "Terms of delivery", "Website", "Web", "Contact", "Address",
            "Bank", "Account holder", "Sort code", "Trade name", "E-address", "Delivery note", "Document type",
            "Currency", "Payment", "Shipping", "Late payment interest", "Customer", "Account name", "Quote no",
            "Electronic address",
        ),
    },
    weak={
        "number": ("Invoice", "Number", "Credit note", "No"),
        "issue_date": ("Date",),
        "reference": ("Reference",),
        "total": ("Total", "Sum", "Amount"),
        "buyer": ("To",),
        "invoice": ("Invoice", "Tax invoice"),
    },
)  # fmt: skip
