"""French."""

from __future__ import annotations

from depesch.capture.labels import Labels

LABELS = Labels(
    language="fr",
    words={
        "number": (
            "Numéro de facture", "Facture n°", "N° de facture", "N° facture", "Facture numéro", "Facture no",
            "Avoir n°", "Numéro d'avoir", "Réf. facture",
        ),
        "issue_date": (
            "Date de facture", "Date de facturation", "Date d'émission", "Date facture", "Date de l'avoir", "Émise le",
        ),
        "due_date": (
            "Date d'échéance", "Échéance", "À payer avant le", "Date limite de paiement", "Payable le",
            "Date de paiement",
        ),
        "reference": ("Référence de paiement", "Communication"),
        "order_reference": (
            "Bon de commande", "N° de commande", "Numéro de commande", "Votre commande", "Commande n°", "Réf. commande",
        ),
        "buyer_reference": ("Votre référence", "Vos références", "Référence client", "Vos réf"),
        "contract_reference": ("Contrat", "N° de contrat", "Réf. marché", "Réf. contrat"),
        "preceding": ("Facture d'origine", "Facture initiale", "Avoir sur facture", "Sur facture"),
        "delivery_date": ("Date de livraison", "Livré le"),
        "payment_terms": ("Conditions de paiement", "Conditions de règlement"),
        "lines_total": ("Sous-total", "Total des lignes"),
        "net": (
            "Total HT", "Montant HT", "Total net HT", "Total hors taxes", "Montant total HT", "Sous-total HT", "Net HT",
        ),
        "vat": ("TVA", "Total TVA", "Montant TVA", "Total taxes", "Dont TVA", "Montant total TVA"),
        "gross": ("Total TTC", "Montant TTC", "Montant total TTC", "Total toutes taxes comprises", "Net TTC"),
        "payable": (
            "Net à payer", "À payer", "Solde à payer", "Montant à payer", "Total à payer", "Reste à payer", "Solde dû",
        ),
        "paid": ("Acompte", "Déjà payé", "Acompte versé", "Montant déjà payé"),
        "rounding": ("Arrondi",),
        "vat_base": ("Base HT", "Base", "Base TVA"),
        "iban": ("IBAN",),
        "bic": ("BIC", "SWIFT"),
        "organisation": ("SIRET", "SIREN", "RCS", "N° SIRET"),
        "vat_number": (
            "N° TVA", "TVA intracommunautaire", "N° TVA intracommunautaire", "N° de TVA", "TVA intracom",
            "N° TVA intra", "Numéro de TVA",
        ),
        "buyer_vat_number": ("N° TVA client", "TVA client", "N° TVA du client", "Votre n° TVA"),
        "seller": ("Vendeur", "Fournisseur", "Émetteur"),
        "buyer": ("Client", "Acheteur", "Facturé à", "Adresse de facturation", "Destinataire", "Facturer à"),
        "credit_note": ("Avoir", "Facture d'avoir", "Note de crédit"),
        "column_description": ("Description", "Désignation", "Libellé", "Article", "Prestation", "Produit"),
        "column_quantity": ("Quantité", "Qté"),
        "column_unit": ("Unité",),
        "column_price": ("Prix unitaire", "PU HT", "P.U.", "Prix unitaire HT", "P.U. HT", "Prix unit", "Prix"),
        "column_rate": ("TVA", "Taux TVA", "Taux", "TVA %"),
        "column_amount": ("Prix HT", "Montant", "Montant HT", "Total HT", "Total", "Prix total HT", "Prix total"),
        "column_article": ("Référence", "Réf", "Code", "Code article"),
        "column_line": ("Ligne", "Pos"),
        "column_discount": ("Remise", "Rem", "Rem."),
        "other": (
            "N° client", "Numéro client", "Code client", "Téléphone", "Tél", "Fax", "Email", "Courriel", "Page",
            "Nos références", "Adresse de livraison", "Contact commercial", "Capital", "APE", "Mode de règlement",
            "Banque", "Contact", "Règlement", "Notes", "Devise", "Date de commande", "Livraison", "Bon de livraison",
        ),
    },
    weak={
        "number": ("Facture", "Numéro", "Avoir"),
        "issue_date": ("Date",),
        "total": ("Total", "Montant"),
        "vat": ("Taxe", "Taxes"),
        "invoice": ("Facture",),
    },
)  # fmt: skip
