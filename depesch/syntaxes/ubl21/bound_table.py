"""The paths that EN 16931 leaves out of UBL 2.1: rules UBL-CR-001 to 682, below the root of the document.

Each text belongs to the path before it: a number, and then the elements that the rules from that number on forbid
there, one after the other. Elements without prefix are basic ones (cbc).

Source: validation artefacts of CEN/TC 434 for UBL, release 1.3.16; CEN/TS 16931-3-2.
"""

from __future__ import annotations

LINE = "(cac:InvoiceLine|cac:CreditNoteLine)"
_SELLER = "cac:AccountingSupplierParty/cac:Party"
_BUYER = "cac:AccountingCustomerParty/cac:Party"
_PAYEE, _REPRESENTATIVE = "cac:PayeeParty", "cac:TaxRepresentativeParty"
_PLACE, _DELIVERED_TO = "cac:Delivery/cac:DeliveryLocation", "cac:Delivery/cac:DeliveryParty"
_BILLED = "cac:BillingReference/cac:InvoiceDocumentReference"
_EXTERNAL = "cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference"
_MEANS, _MANDATE = "cac:PaymentMeans", "cac:PaymentMeans/cac:PaymentMandate"
_ACCOUNT = f"{_MEANS}/cac:PayeeFinancialAccount"
_BRANCH = f"{_ACCOUNT}/cac:FinancialInstitutionBranch"
_SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal"
_ITEM, _PRICE = f"{LINE}/cac:Item", f"{LINE}/cac:Price"
_LINE_VAT = f"{_ITEM}/cac:ClassifiedTaxCategory"

_MARKS = "MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID"
_AGENTS = "cac:Person cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney cac:FinancialAccount"
_ADDRESS = (
    "ID AddressTypeCode AddressFormatCode Postbox Floor Room BlockName BuildingName BuildingNumber InhouseMail "
    "Department MarkAttention MarkCare PlotIdentification CitySubdivisionName CountrySubentityCode Region District "
    "TimezoneOffset cac:Country/cbc:Name cac:LocationCoordinate"
)
_SCHEME = "Name TaxTypeCode CurrencyCode cac:JurisdictionRegionAddress"
_REGISTRATION = "RegistrationName TaxLevelCode ExemptionReasonCode ExemptionReason cac:RegistrationAddress"
_REGISTERED = "RegistrationDate RegistrationExpirationDate CompanyLegalFormCode"
_LEGAL = (
    "SoleProprietorshipIndicator CompanyLiquidationStatusCode CorporateStockAmount FullyPaidSharesIndicator "
    "cac:RegistrationAddress cac:CorporateRegistrationScheme cac:HeadOfficeParty cac:ShareholderParty"
)
_CONTACT = "ID Telefax Note cac:OtherCommunication"
_WRITTEN = "XPath LanguageID LocaleCode VersionID DocumentStatusCode"
_VERIFIED = "cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification"
_ATTACHED = f"DocumentDescription cac:Attachment {_VERIFIED}"
_REFERENCE = f"CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType {_WRITTEN} {_ATTACHED}"
_ITEM_ID = "ExtendedID BarcodeSymbologyID cac:PhysicalAttribute cac:MeasurementDimension cac:IssuerParty"
_ALLOWANCE = "PrepaidIndicator SequenceNumeric AccountingCostCode AccountingCost PerUnitAmount"
_CATEGORY = "Name BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode TaxExemptionReason TierRange TierRatePercent"

FORBIDDEN = {
    "": "001 ext:UBLExtensions 003 ProfileExecutionID CopyIndicator UUID IssueTime PricingCurrencyCode "
    "PaymentCurrencyCode PaymentAlternativeCurrencyCode AccountingCostCode LineCountNumeric "
    "077 cac:StatementDocumentReference 137 cac:Signature 294 cac:BuyerCustomerParty cac:SellerSupplierParty "
    "410 cac:DeliveryTerms 470 cac:PrepaidPayment 490 cac:TaxExchangeRate cac:PricingExchangeRate "
    "cac:PaymentExchangeRate cac:PaymentAlternativeExchangeRate 513 cac:WithholdingTaxTotal",
    "cac:InvoicePeriod": "012 StartTime EndTime DurationMeasure Description",
    "cac:OrderReference": "016 CopyIndicator UUID IssueDate IssueTime CustomerReference OrderTypeCode "
    "cac:DocumentReference",
    _BILLED: f"023 CopyIndicator UUID IssueTime DocumentTypeCode DocumentType {_WRITTEN} {_ATTACHED}",
    "cac:BillingReference": "038 cac:SelfBilledInvoiceDocumentReference cac:CreditNoteDocumentReference "
    "cac:SelfBilledCreditNoteDocumentReference cac:DebitNoteDocumentReference cac:ReminderDocumentReference "
    "cac:AdditionalDocumentReference cac:BillingReferenceLine",
    "cac:DespatchDocumentReference": f"045 {_REFERENCE}",
    "cac:ReceiptDocumentReference": f"061 {_REFERENCE}",
    "cac:OriginatorDocumentReference": f"078 {_REFERENCE}",
    "cac:ContractDocumentReference": f"094 {_REFERENCE}",
    "cac:AdditionalDocumentReference": f"110 CopyIndicator UUID IssueDate IssueTime DocumentType {_WRITTEN} "
    f"131 {_VERIFIED}",
    _EXTERNAL: "121 DocumentHash HashAlgorithmMethod ExpiryDate ExpiryTime MimeCode FormatCode EncodingCode "
    "CharacterSetCode FileName Description",
    "cac:ProjectReference": "134 UUID IssueDate cac:WorkPhaseReference",
    "cac:AccountingSupplierParty": "138 CustomerAssignedAccountID AdditionalAccountID DataSendingCapability "
    "198 cac:DespatchContact cac:AccountingContact cac:SellerContact",
    _SELLER: f"141 {_MARKS} IndustryClassificationCode cac:Language 168 cac:PhysicalLocation 193 {_AGENTS}",
    f"{_SELLER}/cac:PostalAddress": f"147 {_ADDRESS}",
    f"{_SELLER}/cac:PartyTaxScheme": f"169 {_REGISTRATION}",
    f"{_SELLER}/cac:PartyTaxScheme/cac:TaxScheme": f"174 {_SCHEME}",
    f"{_SELLER}/cac:PartyLegalEntity": f"178 {_REGISTERED} {_LEGAL}",
    f"{_SELLER}/cac:Contact": f"189 {_CONTACT}",
    "cac:AccountingCustomerParty": "201 CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID "
    "262 cac:DeliveryContact cac:AccountingContact cac:BuyerContact",
    _BUYER: f"204 {_MARKS} IndustryClassificationCode cac:Language 231 cac:PhysicalLocation 257 {_AGENTS}",
    f"{_BUYER}/cac:PostalAddress": f"210 {_ADDRESS}",
    f"{_BUYER}/cac:PartyTaxScheme": f"232 {_REGISTRATION}",
    f"{_BUYER}/cac:PartyTaxScheme/cac:TaxScheme": f"237 {_SCHEME}",
    f"{_BUYER}/cac:PartyLegalEntity": f"241 {_REGISTERED} CompanyLegalForm {_LEGAL}",
    f"{_BUYER}/cac:Contact": f"253 {_CONTACT}",
    _PAYEE: f"265 {_MARKS} EndpointID IndustryClassificationCode cac:Language cac:PostalAddress "
    f"cac:PhysicalLocation cac:PartyTaxScheme 288 cac:Contact {_AGENTS}",
    f"{_PAYEE}/cac:PartyLegalEntity": f"275 RegistrationName {_REGISTERED} CompanyLegalForm {_LEGAL}",
    _REPRESENTATIVE: f"296 {_MARKS} EndpointID IndustryClassificationCode cac:PartyIdentification cac:Language "
    f"325 cac:PhysicalLocation 335 cac:PartyLegalEntity cac:Contact {_AGENTS}",
    f"{_REPRESENTATIVE}/cac:PostalAddress": f"304 {_ADDRESS}",
    f"{_REPRESENTATIVE}/cac:PartyTaxScheme": f"326 {_REGISTRATION}",
    f"{_REPRESENTATIVE}/cac:PartyTaxScheme/cac:TaxScheme": f"331 {_SCHEME}",
    "cac:Delivery": "342 ID Quantity MinimumQuantity MaximumQuantity ActualDeliveryTime LatestDeliveryDate "
    "LatestDeliveryTime ReleaseID TrackingID 382 cac:AlternativeDeliveryLocation cac:RequestedDeliveryPeriod "
    "cac:EstimatedDeliveryPeriod cac:CarrierParty 404 cac:NotifyParty cac:Despatch cac:DeliveryTerms "
    "cac:MinimumDeliveryUnit cac:MaximumDeliveryUnit cac:Shipment 682 cac:DeliveryAddress",
    _PLACE: "351 Description Conditions CountrySubentity CountrySubentityCode LocationTypeCode InformationURI Name "
    "cac:ValidityPeriod 380 cac:SubsidiaryLocation cac:LocationCoordinate",
    f"{_PLACE}/cac:Address": f"359 {_ADDRESS}",
    _DELIVERED_TO: f"386 {_MARKS} EndpointID IndustryClassificationCode cac:PartyIdentification cac:Language "
    f"cac:PostalAddress cac:PhysicalLocation cac:PartyTaxScheme cac:PartyLegalEntity cac:Contact {_AGENTS}",
    _MEANS: "411 ID 413 PaymentChannelCode InstructionID 434 cac:CreditAccount 451 cac:TradeFinancing "
    "681 InstructionNote",
    f"{_MEANS}/cac:CardAccount": "415 CardTypeCode ValidityStartDate ExpiryDate IssuerID IssueNumberID CV2ID "
    "CardChipCode ChipApplicationID",
    _ACCOUNT: "424 AliasName AccountTypeCode AccountFormatCode CurrencyCode PaymentNote 433 cac:Country",
    _BRANCH: "429 Name cac:FinancialInstitution/cbc:Name cac:FinancialInstitution/cac:Address cac:Address",
    _MANDATE: "435 MandateTypeCode MaximumPaymentInstructionsNumeric MaximumPaidAmount SignatureID cac:PayerParty "
    "448 cac:ValidityPeriod cac:PaymentReversalPeriod cac:Clause",
    f"{_MANDATE}/cac:PayerFinancialAccount": "440 Name AliasName AccountTypeCode AccountFormatCode CurrencyCode "
    "PaymentNote cac:FinancialInstitutionBranch cac:Country",
    "cac:PaymentTerms": "452 ID PaymentMeansID PrepaidPaymentReferenceID ReferenceEventCode "
    "SettlementDiscountPercent PenaltySurchargePercent PaymentPercent Amount SettlementDiscountAmount PenaltyAmount "
    "PaymentTermsDetailsURI PaymentDueDate InstallmentDueDate InvoicingPartyReference cac:SettlementPeriod "
    "cac:PenaltyPeriod cac:ExchangeRate cac:ValidityPeriod",
    "cac:AllowanceCharge": f"471 ID {_ALLOWANCE} 488 cac:TaxTotal cac:PaymentMeans",
    "cac:AllowanceCharge/cac:TaxCategory": f"477 {_CATEGORY}",
    "cac:AllowanceCharge/cac:TaxCategory/cac:TaxScheme": f"484 {_SCHEME}",
    "cac:TaxTotal": "494 RoundingAmount TaxEvidenceIndicator TaxIncludedIndicator",
    _SUBTOTAL: "497 CalculationSequenceNumeric TransactionCurrencyTaxAmount Percent BaseUnitMeasure PerUnitAmount "
    "TierRange TierRatePercent",
    f"{_SUBTOTAL}/cac:TaxCategory": "504 Name BaseUnitMeasure PerUnitAmount TierRange TierRatePercent",
    f"{_SUBTOTAL}/cac:TaxCategory/cac:TaxScheme": f"509 {_SCHEME}",
    "cac:LegalMonetaryTotal": "514 PayableAlternativeAmount",
    LINE: "515 UUID TaxPointDate AccountingCostCode PaymentPurposeCode FreeOfChargeIndicator "
    "529 cac:DespatchLineReference cac:ReceiptLineReference cac:BillingReference "
    "548 cac:PricingReference cac:OriginatorParty cac:Delivery cac:PaymentTerms "
    "561 cac:TaxTotal cac:WithholdingTaxTotal 645 cac:DeliveryTerms cac:SubInvoiceLine cac:ItemPriceExtension",
    f"{LINE}/cac:InvoicePeriod": "520 StartTime EndTime DurationMeasure DescriptionCode Description",
    f"{LINE}/cac:OrderLineReference": "525 SalesOrderLineID UUID LineStatusCode cac:OrderReference",
    f"{LINE}/cac:DocumentReference": f"532 CopyIndicator UUID IssueDate IssueTime 537 DocumentType {_WRITTEN} "
    f"{_ATTACHED}",
    f"{LINE}/cac:AllowanceCharge": f"552 ID {_ALLOWANCE} cac:TaxCategory cac:TaxTotal cac:PaymentMeans",
    _ITEM: "563 PackQuantity PackSizeNumeric CatalogueIndicator HazardousRiskIndicator AdditionalInformation Keyword "
    "BrandName ModelName 581 cac:ManufacturersItemIdentification 587 cac:CatalogueItemIdentification "
    "cac:AdditionalItemIdentification cac:CatalogueDocumentReference cac:ItemSpecificationDocumentReference "
    "595 cac:TransactionConditions cac:HazardousItem 619 cac:ManufacturerParty cac:InformationContentProviderParty "
    "cac:OriginAddress cac:ItemInstance cac:Certificate cac:Dimension",
    f"{_ITEM}/cac:BuyersItemIdentification": f"571 {_ITEM_ID}",
    f"{_ITEM}/cac:SellersItemIdentification": f"576 {_ITEM_ID}",
    f"{_ITEM}/cac:StandardItemIdentification": f"582 {_ITEM_ID}",
    f"{_ITEM}/cac:OriginCountry": "591 Name",
    f"{_ITEM}/cac:CommodityClassification": "592 NatureCode CargoTypeCode CommodityCode",
    _LINE_VAT: f"597 {_CATEGORY}",
    f"{_LINE_VAT}/cac:TaxScheme": f"604 {_SCHEME}",
    f"{_ITEM}/cac:AdditionalItemProperty": "608 ID NameCode TestMethod ValueQuantity ValueQualifier ImportanceCode "
    "ListValue cac:UsabilityPeriod cac:ItemPropertyGroup cac:RangeDimension cac:ItemPropertyRange",
    # The artefact looks for ValidityPeriod and PriceList among the basic elements, where UBL has none: never fires.
    _PRICE: "625 PriceChangeReason PriceTypeCode PriceType OrderableUnitFactorRate ValidityPeriod PriceList "
    "644 cac:PricingExchangeRate",
    f"{_PRICE}/cac:AllowanceCharge": "632 ID AllowanceChargeReasonCode AllowanceChargeReason "
    f"MultiplierFactorNumeric {_ALLOWANCE} cac:TaxCategory cac:TaxTotal cac:PaymentMeans",
}

# Attributes, and elements wherever they stand (UBL-CR-648 to 680).
FORBIDDEN_DETAILS = (
    "648 cbc:CustomizationID/@schemeID cbc:ProfileID/@schemeID cbc:ID/@schemeID cbc:SalesOrderID/@schemeID "
    "//cac:PartyTaxScheme/cbc:CompanyID/@schemeID cac:PaymentMeans/cbc:PaymentID/@schemeID "
    f"{_ACCOUNT}/cbc:ID/@schemeID {_BRANCH}/cbc:ID/@schemeID cbc:InvoiceTypeCode/@listID "
    "cbc:DocumentCurrencyCode/@listID cbc:TaxCurrencyCode/@listID "
    "cac:AdditionalDocumentReference/cbc:DocumentTypeCode/@listID //cac:Country/cbc:IdentificationCode/@listID "
    "cac:PaymentMeans/cbc:PaymentMeansCode/@listID //cbc:AllowanceChargeReasonCode/@listID //@unitCodeListID "
    "//cac:FinancialInstitution 667 //cac:BuyersItemIdentification/cbc:ID/@schemeID "
    "//cac:SellersItemIdentification/cbc:ID/@schemeID //cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReasonCode "
    "//cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReason "
    "//cac:Price/cac:AllowanceCharge/cbc:MultiplierFactorNumeric cbc:CreditNoteTypeCode/@listID "
    "674 //cbc:PrimaryAccountNumberID/@schemeID //cac:CardAccount/cbc:NetworkID/@schemeID "
    "//cac:PaymentMandate/cbc:ID/@schemeID //cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID/@schemeID "
    "//cac:TaxCategory/cbc:ID/@schemeID //cac:ClassifiedTaxCategory/cbc:ID/@schemeID "
    "//cac:PaymentMeans/cac:PayerFinancialAccount"
)

# Attributes that no element of EN 16931 has (UBL-DT-08 to 28); UBL-DT-18, @name, has an exception of its own.
FORBIDDEN_ATTRIBUTES = (
    "08 schemeName schemeAgencyName schemeDataURI schemeURI format unitCodeListIdentifier "
    "unitCodeListAgencyIdentifier unitCodeListAgencyName listAgencyName listName 19 languageID listURI listSchemeURI "
    "languageLocaleID uri currencyCodeListVersionID characterSetCode encodingCode schemeAgencyID listAgencyID"
)
