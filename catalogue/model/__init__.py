"""What an item of government business (事项) is made of; one file a part."""

from catalogue.model.delivery import Delivery, DeliveryHere, DeliveryWay, LockerPlace
from catalogue.model.field import Choice, Field, FieldKind, FormPage, When
from catalogue.model.guide import CommonQuestion, ConsentText, Guide, Names, Window
from catalogue.model.item import DeviceAct, Handling, Item, Needs, Network, version_order
from catalogue.model.joint import JointPart
from catalogue.model.material import Material, MaterialWay
from catalogue.model.paper import PAPER_WORDS, Certificate, Layout, PaperLine, Saying
from catalogue.model.part import Part, Text
from catalogue.model.rule import Check, Eligibility, Fact, Instant, Prompt, Rules
from catalogue.model.trial import Ends, Person, Trial

__all__ = [
    "PAPER_WORDS",
    "Certificate",
    "Check",
    "Choice",
    "CommonQuestion",
    "ConsentText",
    "Delivery",
    "DeliveryHere",
    "DeliveryWay",
    "DeviceAct",
    "Eligibility",
    "Ends",
    "Fact",
    "Field",
    "FieldKind",
    "FormPage",
    "Guide",
    "Handling",
    "Instant",
    "Item",
    "JointPart",
    "Layout",
    "LockerPlace",
    "Material",
    "MaterialWay",
    "Names",
    "Needs",
    "Network",
    "PaperLine",
    "Part",
    "Person",
    "Prompt",
    "Rules",
    "Saying",
    "Text",
    "Trial",
    "When",
    "Window",
    "version_order",
]
