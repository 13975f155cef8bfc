"""Sentences in the manner of the press, written for these tests, with the events that they tell.

Names are marked in the sentence: ``[words|id]`` an actor, ``[words|@id]`` a place, ``[words|id:demonym]`` with a form.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from libyautil.arabic import sentences
from libyautil.dates import find_dates
from libyautil.events import COLUMNS, find_events, find_holdings
from libyautil.events.units import Unit, definite
from libyautil.lexicon import load_lexicon
from libyautil.mentions import find_mentions
from libyautil.voice import find_voice

DAY = pd.Timestamp("2019-09-10")
MARK = re.compile(r"\[([^|\]]+)\|(@?)([a-z_]+)(?::(\w+))?\]")
VOICE = ["article", "sentence", "start", "end", "text", "speaker", "kind", "cue"]
DATES = ["article", "start", "end", "text", "earliest", "latest", "precision"]


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def read(marked):
    """Return the text without its marks, and the mentions that they give."""
    text, rows, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        layer = "place" if mark[2] else "actor"
        rows.append([len(text), len(text) + len(mark[1]), mark[1], layer, mark[3], mark[4] or "name"])
        text, last = text + mark[1], mark.end()
    text += marked[last:]
    spans = sentences(text)
    mentions = pd.DataFrame(rows, columns=["start", "end", "text", "layer", "id", "form"])
    mentions["sentence"] = [next(n for n, (a, b) in enumerate(spans) if a <= start < b) for start in mentions["start"]]
    return text, mentions.assign(article="a", side="")


def articles_of(text):
    row = {"article": "a", "text": text, "body_end": len(text), "published_earliest": DAY, "published_latest": DAY}
    return pd.DataFrame([row])


def events(marked, lexicon, voice=(), dates=()):
    text, mentions = read(marked)
    spoken = [(text.index(said), text.index(said) + len(said), speaker, kind) for said, speaker, kind in voice]
    voice = pd.DataFrame([("a", 0, a, b, text[a:b], s, k, "") for a, b, s, k in spoken], columns=VOICE)
    dated = [("a", text.index(w), text.index(w) + len(w), w, pd.Timestamp(d), pd.Timestamp(d), "day") for w, d in dates]
    return find_events(articles_of(text), mentions, voice, pd.DataFrame(dated, columns=DATES), lexicon)


def told(marked, lexicon, **more):
    found = events(marked, lexicon, **more)
    return sorted(
        zip(found["type"], found["place"], found["initiator"], found["target"], found["modality"], strict=True)
    )


PLAIN = {
    "verb first": ("سيطرت [قوات الوفاق|gna_forces] على بلدة [مزدة|@mizda].", "capture mizda gna_forces - occurred"),
    "subject first": ("[الجيش الوطني|lna] دخل مدينة [غات|@ghat] من دون قتال.", "capture ghat lna - occurred"),
    "verbal noun and owner": (
        "شكّل انسحاب [قوات حفتر|lna] من [الأصابعة|@asabaa] مفاجأة للسكان.", "withdrawal asabaa lna - occurred"
    ),
    "a list of places": (
        "استعادت [قوات الوفاق|gna_forces] بلدات [تيجي|@tiji] [وبدر|@badr] [ونالوت|@nalut] في ساعات.",
        "capture badr gna_forces - occurred; capture nalut gna_forces - occurred; capture tiji gna_forces - occurred",
    ),
    "two who send arms": (
        "أرسلت [تركيا|turkey] [وقطر|qatar] أسلحة إلى ميناء [الخمس|@khoms].",
        "buildup khoms qatar - occurred; buildup khoms turkey - occurred",
    ),
    "relative clause": (
        "وصلت إلى [الكفرة|@kufra] [قوات حفتر|lna] التي هاجمت [القطرون|@qatrun] أمس.",
        "buildup kufra lna - occurred; offensive qatrun lna - occurred",
    ),
    "carried noun": (
        "شنّت [قوات الوفاق|gna_forces] هجوما على [العربان|@urban].", "offensive urban gna_forces - occurred"
    ),
    "strike told by its noun": (
        "قُتل شخصان في غارة نفذها [سلاح الجو|libyan_army_staff] على [زليتن|@zliten].",
        "airstrike zliten libyan_army_staff - occurred",
    ),
    "guns without aircraft": (
        "قصفت [قوات حفتر|lna] بالمدفعية حي [أبو سليم|@abu_salim].", "shelling abu_salim lna - occurred"
    ),
    "the same word near aircraft": (
        "قصفت طائرات [الجيش الوطني|lna] مخازن في [جنزور|@janzur].", "airstrike janzur lna - occurred"
    ),
    "fighting between two": (
        "اندلعت اشتباكات بين [التبو|tebu] [وأولاد سليمان|awlad_suleiman] في [سبها|@sebha].",
        "clash sebha tebu awlad_suleiman occurred",
    ),
    "fighting among one": (
        "تجددت المواجهات بين [جماعات مسلحة|tripoli_groups] في [تاجوراء|@tajura].",
        "clash tajura tripoli_groups tripoli_groups occurred",
    ),
    "driven out": ("طرد [الجيش|lna] مسلحي [داعش|is] من [الفقهاء|@fuqaha].", "capture fuqaha lna is occurred"),
    "lost": ("خسرت [قوات حفتر|lna] بلدة [يفرن|@yafran].", "capture yafran - lna occurred"),
    "siege": ("تحاصر [قوات حفتر|lna] مدينة [مرزق|@murzuq].", "siege murzuq lna - occurred"),
    "port closed": ("أغلق محتجون ميناء [الزويتينة|@zueitina] النفطي.", "siege zueitina - - occurred"),
    "meeting with": ("التقى [السراج|sarraj] [كونتي|conte] في [روما|@rome].", "meeting rome sarraj conte occurred"),
    "meeting by its noun": (
        "انتهى اجتماع [السيسي|sisi] مع [عقيلة صالح|aguila_saleh] في [القاهرة|@cairo].",
        "meeting cairo sisi aguila_saleh occurred",
    ),
    "agreement of two nations": (
        "أثار الاتفاق [التركي|turkey:demonym] [الروسي|russia:demonym] أسئلة.", "agreement - turkey russia occurred"
    ),
    "pronoun for the doer": (
        "أوقف [الجيش الوطني|lna] هجومه على [ككلة|@kikla].", "offensive kikla lna - occurred"
    ),
    "pronoun for the place": (
        "تقع [العسة|@assa] على الحدود. وسيطرت عليها [قوات الوفاق|gna_forces] فجرا.",
        "capture assa gna_forces - occurred",
    ),
    "noun for the place": (
        "وصل وفد إلى [هون|@hun]. ثم اندلعت في المدينة اشتباكات عنيفة.", "clash hun - - occurred"
    ),
    "handed over": (
        "دخل [الجيش|lna] [ككلة|@kikla] ثم سلّمها [لكتائب مصراتة|misrata_forces].",
        "capture kikla lna - occurred; capture kikla misrata_forces - occurred",
    ),
    "fallen into hands": (
        "بسقوط [يفرن|@yafran] في يد [قوات الوفاق|gna_forces] انتهى اليوم.", "capture yafran gna_forces - occurred"
    ),
    "doer behind a passive": (
        "قُصف مطار [معيتيقة|@mitiga] من قبل [قوات حفتر|lna].", "shelling mitiga lna - occurred"
    ),
    "raid of somebody": (
        "قتل اثنان في غارة [لسلاح الجو|libyan_army_staff] على [زليتن|@zliten].",
        "airstrike zliten libyan_army_staff - occurred",
    ),
    "place set off at the head": (
        "وفي [تونس|@tunisia]، التقى [السراج|sarraj] [كونتي|conte].", "meeting tunisia sarraj conte occurred"
    ),
    "object behind the place": (
        "استقبل [السيسي|sisi] في [القاهرة|@cairo] [حفتر|haftar].", "meeting cairo sisi haftar occurred"
    ),
    "a noun for the last place of its kind": (
        "هاجمت [قوات الوفاق|gna_forces] قاعدة [الوطية|@watiya]. وكانت قد جاءت من [الزنتان|@zintan]. "
        "ثم انسحبت القوات من القاعدة.",
        "offensive watiya gna_forces - occurred; withdrawal watiya - - occurred",
    ),
    "a pronoun for two places": (
        "هاجم المسلحون [هراوة|@harawa] [والنوفلية|@nawfaliya]. وبعد أيام استعاد [الجيش|lna] السيطرة عليهما.",
        "capture harawa lna - occurred; capture nawfaliya lna - occurred; "
        "offensive harawa - - occurred; offensive nawfaliya - - occurred",
    ),
    "a town in a region": (
        "كثفت [قوات حفتر|lna] هجماتها في بلدة [مسلاتة|@msallata] في [غرب ليبيا|@western_libya].",
        "offensive msallata lna - occurred",
    ),
    "a town whose distance is told": (
        "اندلعت اشتباكات في بلدة نائية تقع على بعد 90 كلم جنوب [سبها|@sebha].", "clash - - - occurred"
    ),
    "a place and then where": (
        "عاد [السراج|sarraj] إلى [روما|@rome] حيث التقى [كونتي|conte].", "meeting rome sarraj conte occurred"
    ),
    "the object before the subject": (
        "تبنى الهجوم على [الجفرة|@jufra] تنظيم [داعش|is].", "offensive jufra is - claimed"
    ),
    "an officer speaks for his force": (
        "أعلن [العميد أحمد المسماري|mismari]، مساء السبت، السيطرة على [ودان|@waddan].",
        "capture waddan lna - claimed",
    ),
    "who says it is no doer": (
        "أعلن [قرقاش|gargash] اليوم تحرير [درنة|@derna].", "capture derna - - claimed"
    ),
    "outskirts reached": (
        "باتت [قوات الوفاق|gna_forces] على مشارف [الشويرف|@shwayrif].", "offensive shwayrif gna_forces - occurred"
    ),
    "a verb of taking and its noun": (
        "استعاد [الجيش|lna] مساء الأحد السيطرة على [القريات|@qurayyat].", "capture qurayyat lna - occurred"
    ),
    "the dead of a strike": (
        "أسفرت غارة [أميركية|usa:demonym] قرب [أوباري|@ubari] عن مقتل ثلاثة من مسلحي [القاعدة|qaeda].",
        "airstrike ubari usa qaeda occurred",
    ),
    "a noun in a list of places": (
        "هاجم [الجيش|lna] مطار [سبها|@sebha]. ثم أخلى [مقاتلو مصراتة|misrata_forces] المطار [وبراك|@brak].",
        "offensive sebha lna - occurred; withdrawal brak misrata_forces - occurred; "
        "withdrawal sebha misrata_forces - occurred",
    ),
    "where it happened before where it is told": (
        "اندلعت اشتباكات في مدينة [مرزق|@murzuq]. وأبدى نائب من [سبها|@sebha] قلقه. وما زالت المدينة تشهد اشتباكات.",
        "clash murzuq - - occurred; clash murzuq - - occurred",
    ),
    "orders": (
        "أصدر [حفتر|haftar] أوامر إلى [الجيش|lna] بالتقدم نحو [سبها|@sebha].", "offensive sebha lna - planned"
    ),
    "a strike told on": (
        "قصفت طائرات [الجيش|lna] [زوارة|@zuwara]، دون أن يسفر القصف عن قتلى.", "airstrike zuwara lna - occurred"
    ),
    "a deed behind a deed": (
        "ردا على العدوان على [سرت|@sirte]، قصفت [قوات الوفاق|gna_forces] بالمدفعية [هراوة|@harawa].",
        "offensive sirte - - occurred; shelling harawa gna_forces - occurred",
    ),
    "one state bombs another": (
        "قصفت [مصر|egypt] مواقع في [درنة|@derna].", "airstrike derna egypt - occurred"
    ),
    "what stands in brackets": (
        "سيطر [الجيش|lna] على [سرت|@sirte] (وكافة أنحاء البلاد).", "capture sirte lna - occurred"
    ),
    "a verb's object that a pronoun owns": (
        "قال [حفتر|haftar] إن [تركيا|turkey] استهدفت بطيرانها قواته في [سرت|@sirte].",
        "airstrike sirte turkey lna claimed",
    ),
    "one place and then another": (
        "قصف [الجيش|lna] [تاجوراء|@tajura] ثم [زليتن|@zliten].",
        "shelling tajura lna - occurred; shelling zliten lna - occurred",
    ),
    "those joined to a name at the head of a sentence": (
        "هاجمت [قوات حفتر|lna] [غريان|@gharyan]. [وتركيا|turkey] تعلم، فقد طالبت تلك القوات بهدنة.",
        "ceasefire - lna - planned; offensive gharyan lna - occurred",
    ),
    "a place behind the end of the phrase": (
        "وقع انفجار في مطار [سبها|@sebha]. واندلعت اشتباكات في [درنة|@derna]. "
        "ثم جاء هجوم [الجيش|lna] على المدينة ومخاوف عمال المطار كبيرة.",
        "clash derna - - occurred; offensive derna lna - occurred",
    ),
    "what is compared is not gone on about": (
        "هاجم [داعش|is] [مصراتة|@misrata] مثلما هاجم [سرت|@sirte]. ووصل [الجيش|lna] إلى المدينة.",
        "buildup misrata lna - occurred; offensive misrata is - occurred; offensive sirte is - occurred",
    ),
    "what only tells where a place lies": (
        "الأنظار على [ترهونة|@tarhuna]، آخر القواعد قرب [طرابلس|@tripoli]. ودخلت [قوات الوفاق|gna_forces] المدينة.",
        "capture tarhuna gna_forces - occurred",
    ),
    "three places taken and taken back": (
        "سيطرت [قوات حفتر|lna] على [بوقرين|@buqrin] [والقداحية|@qaddahiya] [وزمزم|@zamzam]، قبل أن تستعيدها القوات.",
        "capture buqrin - lna occurred; capture buqrin lna - occurred; "
        "capture qaddahiya - lna occurred; capture qaddahiya lna - occurred; "
        "capture zamzam - lna occurred; capture zamzam lna - occurred",
    ),
    "a subject behind a verb with its object": (
        "دخل [داعش|is] [هراوة|@harawa]، فقصفتها طائرات [أميركية|usa:demonym].",
        "airstrike harawa usa is occurred; capture harawa is - occurred",
    ),
    "a car bomb": (
        "انفجرت سيارة مفخخة أمام مقر في [بنغازي|@benghazi].", "offensive benghazi - - occurred"
    ),
    "a hand grenade": (
        "ألقى مجهولون قنبلة يدوية على مقر في [طرابلس|@tripoli].", "offensive tripoli - - occurred"
    ),
    "positions given up": (
        "تخلت [قوات حفتر|lna] عن مواقعها في [الأصابعة|@asabaa].", "withdrawal asabaa lna - occurred"
    ),
    "a foe beaten off": (
        "تصدت [قوات الوفاق|gna_forces] [لفاغنر|wagner] في [الوشكة|@washka].",
        "clash washka gna_forces wagner occurred",
    ),
    "a capital that hosts": (
        "[القاهرة|egypt:metonym] تحتضن اجتماعا لدول الجوار.", "meeting cairo egypt - occurred"
    ),
    "a call received": (
        "تلقى [السراج|sarraj] اتصالا هاتفيا من [إردوغان|erdogan].", "meeting - erdogan sarraj occurred"
    ),
    "one's own deed denied": (
        "نفت [مصر|egypt] قصف [طرابلس|@tripoli].", "airstrike tripoli egypt - denied"
    ),
    "another's deed denied": (
        "نفى [المسماري|mismari] سقوط [غريان|@gharyan].", "capture gharyan - - denied"
    ),
    "a place that frames its sentence": (
        "وفي [بنغازي|@benghazi]، قتل سبعة جنود بقذائف هاون سقطت على أحياء سكنية.", "shelling benghazi - - occurred"
    ),
    "a place and its suburbs": (
        "دخل [الجيش|lna] [ودان|@waddan]. وحذر الوفد من الهجمات على [هون|@hun] وضواحيها.",
        "capture waddan lna - occurred; offensive hun - - occurred",
    ),
    "an attack taken up again, in a sentence that names somebody": (
        "هاجم مسلحون [هون|@hun]. وعلّق [السراج|sarraj] على الهجوم.",
        "offensive - - - occurred; offensive hun - - occurred",
    ),
    "talks taken up again by one who speaks of them": (
        "التقى [حفتر|haftar] [كونتي|conte]. وتقول [فرنسا|france] إن اللقاء مهم.",
        "meeting - france - occurred; meeting - haftar conte occurred",
    ),
    "talks called off": (
        "ألغى [السراج|sarraj] اجتماعا مع [حفتر|haftar] في [روما|@rome].", "meeting rome sarraj haftar denied"
    ),
    "a town and its region": (
        "أعلن [حفتر|haftar] تحرير مدينة [درنة|@derna] [شرق ليبيا|@eastern_libya].", "capture derna haftar - claimed"
    ),
    "control told as news": (
        "خبر. باتت [قوات الوفاق|gna_forces] تسيطر على [تيجي|@tiji].", "capture tiji gna_forces - occurred"
    ),
    "where words were said": (
        "هاجم مسلحون [هون|@hun]. وقال ناطق في مؤتمر صحفي في [طرابلس|@tripoli] إنهم دخلوا المدينة.",
        "offensive hun - - occurred",
    ),
    "two governments named with their seats": (
        "استئناف العلاقات بين [الحكومة الموازية|eastern_gov] في [بنغازي|@benghazi] [وسوريا|syria].",
        "agreement - eastern_gov syria occurred",
    ),
    "talks called by their place": (
        "أشاد [السراج|sarraj] بنتائج لقاء [روما|@rome] مع [كونتي|conte].", "meeting rome - conte occurred"
    ),
    "a town falls to forces without a name": (
        "[بني وليد|@bani_walid] تسقط في يد القوات الحكومية.", "capture bani_walid - - occurred"
    ),
    "the airport that is shut, named before": (
        "أما مطار [معيتيقة|@mitiga] فلا يزال مغلقا.", "siege mitiga - - occurred"
    ),
    "a list told with a dash": (
        "يتلقى [حفتر|haftar] دعما عسكريا من [مصر|egypt] – [الإمارات|uae].",
        "buildup - egypt haftar occurred; buildup - uae haftar occurred",
    ),
    "who is accused of receiving": (
        "اتهمت [الوفاق|gna] [حفتر|haftar] بتلقي أسلحة من [مصر|egypt].", "buildup - egypt haftar claimed"
    ),
    "talks to be held": (
        "المحادثات المقرر أن تجري في [باريس|@paris] مهمة.", "meeting paris - - planned"
    ),
    "his forces before the verb": (
        "قال [السراج|sarraj] إن قواته انتشرت في [الوشكة|@washka].", "buildup washka gna_forces - claimed"
    ),
    "a side that no id stands for": (
        "دارت معارك ليلية بين [قوات حفتر|lna] ومجموعات محلية على أطراف [مزدة|@mizda].", "clash mizda lna - occurred"
    ),
    "two named sides are one row": (
        "تدور حرب شوارع في [سبها|@sebha] بين [أولاد سليمان|awlad_suleiman] وعناصر من [التبو|tebu].",
        "clash sebha awlad_suleiman tebu occurred",
    ),
    "whom a side belongs to is no side": (
        "اندلعت مواجهات في [طرابلس|@tripoli] بين [قوة الردع|rada] التابعة [للرئاسي|presidential_council_2021] "
        "[وكتيبة النواصي|nawasi].",
        "clash tripoli rada nawasi occurred",
    ),
    "a source that would not give its name": (
        "ذكر ضابط فضل عدم نشر اسمه أن طائرة قصفت مطار [غدامس|@ghadames] فجرا.", "airstrike ghadames - - claimed"
    ),
    "what somebody welcomes": (
        "رحب نائب في البرلمان بسيطرة [الجيش|lna] على معبر [إسين|@issin].", "capture issin lna - occurred"
    ),
    "a strike is the subject of what it aims at": (
        "الغارة استهدفت رتلا [للجيش|lna] قرب [القريات|@qurayyat].", "airstrike qurayyat - lna occurred"
    ),
    "an alliance bombs from the air": ("قصف [الناتو|nato] مخازن في [غدامس|@ghadames].", "airstrike ghadames nato - occurred"),
    "a pronoun for a list of places": (
        "هدوء في [تيجي|@tiji] [والجوش|@jawsh] [وبدر|@badr] بعد أن أعلنت [قوات الوفاق|gna_forces] السيطرة عليها.",
        "capture badr gna_forces - claimed; capture jawsh gna_forces - claimed; capture tiji gna_forces - claimed",
    ),
    "an attempt behind a relative clause": (
        "تحاول [قوات حفتر|lna] التي انطلقت ليلا، التقدم نحو [بني وليد|@bani_walid].",
        "offensive bani_walid lna - occurred",
    ),
    "those who come from somewhere are not to come": (
        "غادرت [قوات حفتر|lna] القادمة من [الجفرة|@jufra] مدينة [هون|@hun].", "withdrawal hun lna - occurred"
    ),
    "responsibility claimed": (
        "أعلن [داعش|is]، في تسجيل نشره أمس، مسؤوليته عن تفجير بوابة [الفقهاء|@fuqaha].", "offensive fuqaha is - claimed"
    ),
    "a place suffers, its description between": (
        "تعرض مقر الكتيبة الكبير وسط مدينة [هون|@hun] لقصف عنيف.", "shelling hun - - occurred"
    ),
    "advances": ("تقدمات [لقوات الوفاق|gna_forces] في [العزيزية|@aziziya].", "offensive aziziya gna_forces - occurred"),
    "a town slips away": ("خرجت [العجيلات|@ajaylat] عن سيطرة [الجيش|lna].", "capture ajaylat - lna occurred"),
    "swept": ("اكتسحت [قوات الوفاق|gna_forces] بلدة [الجميل|@jumayl].", "capture jumayl gna_forces - occurred"),
    "killed where nothing else is told": (
        "مقتل ثلاثة من [الجيش|lna] في [درنة|@derna].", "offensive derna - lna occurred"
    ),
    "positions strengthened": (
        "عززت [قوات الوفاق|gna_forces] مواقعها في [غريان|@gharyan].", "buildup gharyan gna_forces - occurred"
    ),
    "a ship with arms": ("رست سفينة تحمل مدرعات في ميناء [الخمس|@khoms].", "buildup khoms - - occurred"),
    "an attack beaten off": (
        "صدت [قوات الوفاق|gna_forces] هجوما عنيفا [لقوات حفتر|lna] على [الهيرة|@hira].",
        "offensive hira lna gna_forces denied",
    ),
    "driven out of what was entered": (
        "دخل [الجيش|lna] [هون|@hun] وطرد منها [سرايا بنغازي|bdb].", "capture hun lna bdb occurred"
    ),
    "days after a deed": (
        "بعد ثلاثة أيام من دخول [الجيش|lna] [هون|@hun] هددت [السرايا|bdb] بالرد.", "capture hun lna - occurred"
    ),
    "a headline of two sentences": (
        "هدوء حذر في الجنوب.. [الجيش|lna] يسيطر على [هون|@hun]\nتفاصيل لاحقا.", "capture hun lna - occurred"
    ),
    "a headline without a verb": ("[غريان|@gharyan] في قبضة [الوفاق|gna]\nالتفاصيل.", "capture gharyan gna - occurred"),
    "a plural verb looks back": (
        "أعلن [الثوار|revolutionaries] أنهم هاجموا مواقع المسلحين في [ككلة|@kikla].",
        "offensive kikla revolutionaries - claimed",
    ),
    "parted clitics": ("أطلق [الجيش|lna] عملية ل «تطهير» [أوباري|@ubari].", "capture ubari lna - planned"),
    "whose positions are struck": (
        "شنت [تركيا|turkey] غارات على مواقع [لفاغنر|wagner] في [الجفرة|@jufra].",
        "airstrike jufra turkey wagner occurred",
    ),
    "those driven out again": (
        "تسللت [قوات حفتر|lna] إلى [بوقرين|@buqrin] ثم طردت منها.",
        "capture buqrin - lna occurred; offensive buqrin lna - occurred",
    ),
    "dawn is no blast": (
        "هاجم [الجيش|lna] فجر الخميس مطار [غات|@ghat].", "offensive ghat lna - occurred"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_event(name, lexicon):
    marked, expected = PLAIN[name]
    assert "; ".join(" ".join(cell or "-" for cell in row) for row in told(marked, lexicon)) == expected


CERTAINTY = {
    "future": ("ستهاجم [قوات الوفاق|gna_forces] [الجفرة|@jufra].", "planned"),
    "threat": ("هددت [قوات حفتر|lna] بمهاجمة [الزاوية|@zawiya].", "planned"),
    "demand": ("طالب [السراج|sarraj] بانسحاب [قوات حفتر|lna] من [سرت|@sirte].", "planned"),
    "purpose": ("تحركت أرتال من أجل السيطرة على [أوباري|@ubari].", "planned"),
    "condition": ("ستتغير الحال إذا سيطر [الجيش|lna] على [غدامس|@ghadames].", "planned"),
    "question": ("هل تهاجم [قوات حفتر|lna] [سرت|@sirte]؟", "planned"),
    "negation": ("لم تدخل [قوات الوفاق|gna_forces] [بني وليد|@bani_walid].", "denied"),
    "failure": ("فشلت [قوات حفتر|lna] في السيطرة على [العزيزية|@aziziya].", "denied"),
    "repulse": ("أحبطت القوات هجوما على [صرمان|@surman].", "denied"),
    "denial": ("نفى [الجيش الوطني|lna] انسحاب قواته من [براك|@brak].", "denied"),
    "success": ("تمكن [الجيش|lna] من السيطرة على حقل [الشرارة|@sharara].", "occurred"),
    "because of it": ("أغلقت المدارس بسبب الاشتباكات في [صبراتة|@sabratha].", "occurred"),
}


@pytest.mark.parametrize("name", CERTAINTY)
def test_certainty(name, lexicon):
    marked, expected = CERTAINTY[name]
    assert [row[4] for row in told(marked, lexicon)] == [expected]


@pytest.mark.parametrize("word", ["الهجوم", "وبالهجوم", "كالهجوم", "فللهجوم"])
def test_the_article_behind_a_preposition(word):
    assert definite(Unit(0, len(word), word, "predicate"))
    assert not definite(Unit(0, 4, "هجوم", "predicate"))


def test_an_attempt_to_take_a_place_is_an_attack_on_it(lexicon):
    found = told("تحاول [قوات حفتر|lna] السيطرة على [العجيلات|@ajaylat].", lexicon)
    assert found == [("offensive", "ajaylat", "lna", "", "occurred")]


def test_what_a_party_says_is_claimed_by_it(lexicon):
    marked = "قال [المسماري|mismari] إن [الجيش|lna] استعاد [رقدالين|@riqdalin]."
    found = events(marked, lexicon, voice=[("الجيش استعاد رقدالين", "mismari", "report")])
    assert found[["type", "place", "initiator", "modality", "source"]].values.tolist() == [
        ["capture", "riqdalin", "lna", "claimed", "mismari"]
    ]


def test_what_a_witness_says_is_told_as_fact(lexicon):
    marked = "قال شهود إن [الجيش|lna] قصف [زوارة|@zuwara]."
    found = events(marked, lexicon, voice=[("الجيش قصف زوارة", "unnamed", "report")])
    assert found["modality"].tolist() == ["occurred"]


def test_what_everybody_knows_is_told_as_fact(lexicon):
    marked = "لم يعد سرا أن [الجيش|lna] قصف [زوارة|@zuwara]."
    found = events(marked, lexicon, voice=[("الجيش قصف زوارة", "unnamed", "report")])
    assert found["modality"].tolist() == ["occurred"]


def test_a_date_parts_no_object_from_its_verb(lexicon):
    marked = "حررت [قوات الوفاق|gna_forces] أمس الأربعاء 26 يونيو 2019 مدينة [غريان|@gharyan]."
    found = events(marked, lexicon, dates=[("أمس الأربعاء 26 يونيو 2019", "2019-06-26")])
    assert found[["type", "place", "initiator"]].values.tolist() == [["capture", "gharyan", "gna_forces"]]


def test_a_meeting_dated_ahead_of_the_article_is_planned(lexicon):
    marked = "يلتقي [ماكرون|macron] [السراج|sarraj] في [باريس|@paris] الخميس."
    assert events(marked, lexicon)["modality"].tolist() == ["occurred"]
    assert events(marked, lexicon, dates=[("الخميس", "2019-09-12")])["modality"].tolist() == ["planned"]


def test_the_nearest_date_of_the_sentence_dates_the_event(lexicon):
    marked = "سيطرت [قوات الوفاق|gna_forces] على [مزدة|@mizda] في 3 سبتمبر."
    found = events(marked, lexicon, dates=[("3 سبتمبر", "2019-09-03")])
    assert found[["earliest", "latest"]].values.tolist() == [[pd.Timestamp("2019-09-03")] * 2]
    undated = events(marked, lexicon)
    assert undated["latest"].tolist() == [DAY]
    assert (undated["earliest"] < DAY).all()


@pytest.mark.parametrize(
    "sentence",
    [
        "تراجع إنتاج [ليبيا|@libya] من النفط هذا الشهر.",
        "سيطر القلق على أسواق [طرابلس|@tripoli].",
        "زادت وزارة الصحة عدد الأسرة في [سرت|@sirte].",
        "نفذت الأطراف مخرجات مؤتمر [برلين|@berlin].",
        "تقدم [حفتر|haftar] بالشكر إلى [مصر|egypt].",
        "انسحب المنتخب من البطولة المقامة في [تونس|@tunisia].",
        "دخل الاتفاق حيز التنفيذ في [ليبيا|@libya].",
        "انتشرت شائعات عن المرض في [سرت|@sirte].",
        "قالت الدول في بيان مشترك إنها قلقة على [ليبيا|@libya].",
    ],
)
def test_no_event(sentence, lexicon):
    assert told(sentence, lexicon) == []


def test_being_held_is_no_event_but_a_holding(lexicon):
    lead, later = read("خبر اليوم. تسيطر [قوات حفتر|lna] على [الجفرة|@jufra].")
    no_voice = pd.DataFrame(columns=VOICE)
    assert told("خبر اليوم. تسيطر [قوات حفتر|lna] على [الجفرة|@jufra].", lexicon) == []
    assert told("تسيطر [قوات حفتر|lna] على [الجفرة|@jufra].", lexicon)[0][:3] == (
        "capture",
        "jufra",
        "lna",
    )  # a headline
    held = find_holdings(articles_of(lead), later, no_voice, lexicon)
    assert held[["type", "place", "initiator"]].values.tolist() == [["hold", "jufra", "lna"]]


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("أصبحت [ترهونة|@tarhuna] الخاضعة لسيطرة [الوفاق|gna] هادئة.", ["tarhuna"]),
        ("خبر. وقوات [الوفاق|gna] ممسكة [بزليتن|@zliten].", ["zliten"]),
        ("خبر. وما زالت [مزدة|@mizda] [ونسمة|@nasma] بيد [قوات حفتر|lna].", ["mizda", "nasma"]),
        ("بقيت [الوطية|@watiya] تحت سيطرة [قوات حفتر|lna].", ["watiya"]),
        (
            "خبر. تسيطر [الوفاق|gna] على [طرابلس|@tripoli]، ما عدا أحياء يدور فيها قتال، "
            "وعلى [غريان|@gharyan] [وصبراتة|@sabratha].",
            ["gharyan", "sabratha", "tripoli"],
        ),
        ("خبر. التقاه [حفتر|haftar] في مقره في [الرجمة|@rajma] أمس.", ["rajma"]),
        (
            "خبر. تسيطر [الوفاق|gna] على [الغرب|@western_libya] كله، بما فيه [زليتن|@zliten].",
            ["western_libya", "zliten"],
        ),
    ],
)
def test_holdings(sentence, places, lexicon):
    text, mentions = read(sentence)
    held = find_holdings(articles_of(text), mentions, pd.DataFrame(columns=VOICE), lexicon)
    assert sorted(held["place"]) == places


def test_columns_and_offsets(lexicon):
    marked = "سيطرت [قوات الوفاق|gna_forces] على [مزدة|@mizda]."
    found = events(marked, lexicon)
    assert found.columns.tolist() == COLUMNS
    text, _ = read(marked)
    assert all(text[e.start : e.end] == e.text for e in found.itertuples())
    assert found["lexicon_row"].str.match(r"event_words\.csv:\d+").all()


def test_no_text_no_events(lexicon):
    assert events("", lexicon).columns.tolist() == COLUMNS


@pytest.mark.parametrize(("half", "floor"), [("open", 0.86), ("closed", 0.76)])
def test_the_hand_written_sentences_are_read(half, floor, lexicon):
    path = Path(__file__).parent / "data" / "event_sentences.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows = rows[rows["half"] == half].reset_index(drop=True)
    day = pd.to_datetime(rows["date"].replace("", "2020-01-20"))
    columns = rows.rename(columns={"item": "article"})[["article", "text"]]
    articles = columns.assign(outlet="", body_end=rows["text"].str.len(), published_earliest=day, published_latest=day)
    mentions = find_mentions(articles, lexicon)
    found = find_events(
        articles, mentions, find_voice(articles, mentions, lexicon), find_dates(articles, lexicon), lexicon
    )
    got = Counter(zip(found["article"], found["type"], found["place"], strict=True))
    coded = zip(rows["item"], rows["rows"], strict=True)
    gold = Counter((item, e["type"], e["place"]) for item, cell in coded for e in json.loads(cell))
    assert 2 * (got & gold).total() / (got.total() + gold.total()) >= floor
