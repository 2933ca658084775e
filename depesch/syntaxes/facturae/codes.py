"""Codes of Facturae and what they are in the model's code lists.

Source: Facturae 3.2.2, description of the schema (UnitOfMeasureType, PaymentMeansType, TaxTypeCodeType,
InvoiceClassType, SpecialTaxableEventCodeType); ISO 3166-1; UN/ECE Recommendations 20 and 21; UNTDID 4461, 5305.
"""

from __future__ import annotations

from types import MappingProxyType

# ISO 3166-1: three letters, and the two of the same country.
_COUNTRIES = (
    "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT "
    "AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO "
    "BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG "
    "COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO "
    "DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB "
    "GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY "
    "HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT "
    "JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY "
    "LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH "
    "MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA "
    "NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE "
    "PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA "
    "SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR "
    "SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO "
    "TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG "
    "VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW "
)
COUNTRIES = MappingProxyType({pair[:3]: pair[3:] for pair in _COUNTRIES.split()})

# Originals, and copies of them; a copy says so in what is unread.
CLASSES = MappingProxyType({"OO": "380", "OC": "380", "CO": "380", "CC": "380", "OR": "384", "CR": "384"})
COPIES = frozenset({"CO", "CC", "CR"})
SELF_BILLED, CORRECTED, CREDIT_NOTE = "389", "384", "381"

# Kinds of tax: VAT, and the taxes that stand for it on the Canaries and in Ceuta and Melilla. Others are none.
VAT, IPSI, IGIC = "01", "02", "03"
CATEGORIES = MappingProxyType({IPSI: "M", IGIC: "L"})
# Why a line has no VAT: exempt, or not subject to it.
EVENTS = MappingProxyType({"01": "E", "02": "O"})

# 05 is "others": no unit that the model has, and so are tetra bricks, six-packs and servings.
UNITS = MappingProxyType(
    {
        "01": "C62",
        "02": "HUR",
        "03": "KGM",
        "04": "LTR",
        "06": "XBX",
        "07": "XDS",
        "08": "XBA",
        "09": "XJY",
        "10": "XBG",
        "11": "XCO",
        "12": "XBO",
        "13": "XCI",
        "15": "CLT",
        "16": "CMT",
        "17": "XBI",
        "18": "DZN",
        "19": "XCS",
        "20": "XDJ",
        "21": "GRM",
        "22": "KMT",
        "23": "XCA",
        "24": "XBH",
        "25": "MTR",
        "26": "MMT",
        "28": "XPK",
        "30": "XRO",
        "31": "XEN",
        "32": "XTB",
        "33": "MTQ",
        "34": "SEC",
        "35": "WTT",
        "36": "KWH",
    }
)

# What has no code of its own in UNTDID 4461 is mutually defined there, and says more in what is unread.
OTHER_MEANS = "ZZZ"
_MEANS = {"01": "10", "02": "49", "04": "30", "11": "20", "14": "97", "19": "48"}
MEANS = MappingProxyType({f"{code:02}": _MEANS.get(f"{code:02}", OTHER_MEANS) for code in range(1, 20)})
MEANS_THAT_SAY_MORE = frozenset(MEANS) - frozenset(_MEANS)

# The offices of an administration that an invoice goes through, by the part that they play.
OFFICES = MappingProxyType(
    {"01": "Oficina contable", "02": "Órgano gestor", "03": "Unidad tramitadora", "04": "Órgano proponente"}
)
