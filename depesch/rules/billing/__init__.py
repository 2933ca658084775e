"""What several rule sets for invoices share: rules of Peppol BIS Billing that XRechnung carries too, and number checks.

No rule set itself. A function named for what it checks returns the rule; the set that asks for it names itself, and
adds the checks of CII, which differ from set to set.
"""
