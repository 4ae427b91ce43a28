package law_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"longarm/graph"
	"longarm/graph/law"
)

// Each case spoils one place of the good tree and names every message that
// follows. The places are those of the spoilt file.
func TestFaults(t *testing.T) {
	const (
		voc     = "classes.yaml"
		edges   = "carriers.yaml"
		example = exampleFile
		shield  = "laws/eu/eu-shield.yaml"
	)
	for _, c := range []struct{ name, file, old, new, want string }{
		{"unknown key in a law", example, "citation:", "citaton:",
			`laws/us/us-example.yaml:4:1: unknown key "citaton" in the law; did you mean "citation"?`},
		{"unknown key in a row", example, "  section: s. 1\n", "  sektion: s. 1\n",
			`laws/us/us-example.yaml:77:3: unknown key "sektion" in the row; did you mean "section"?`},
		{"unknown key far from any", example, "last_reviewed:", "zebra: 1\nlast_reviewed:",
			`laws/us/us-example.yaml:124:1: unknown key "zebra" in the law; use one of citation, counters, determinations, id, in_force, jurisdiction, last_reviewed, nexus, note, powers, rules, scheme, scope_hint, shields_against, short, sources, status, status_known_to, summary, title, url`},
		{"key given twice", example, "citation: Pub. L. 1-1", "citation: Pub. L. 1-1\ncitation: again",
			`laws/us/us-example.yaml:5:1: key "citation" is given twice in the law; keep one`},
		{"plain text where both languages are due", example, "title: {en: Example Act, fr: Loi exemple}", "title: Example Act",
			"laws/us/us-example.yaml:2:8: title is a plain text; write it in both languages: {en: …, fr: …}"},
		{"one language missing", example, "title: {en: Example Act, fr: Loi exemple}", "title: {en: Example Act}",
			`laws/us/us-example.yaml:2:8: title has no key "fr"; add it`},
		{"one language blank", example, "title: {en: Example Act, fr: Loi exemple}", "title: {en: Example Act, fr: ' '}",
			"laws/us/us-example.yaml:2:30: title in French is empty; write it, or remove the key"},
		{"a third language", example, "title: {en: Example Act, fr: Loi exemple}", "title: {en: Example Act, fr: Loi exemple, de: Gesetz}",
			`laws/us/us-example.yaml:2:43: unknown key "de" in title; use one of en, fr`},
		{"bad id", example, "id: us-example\n", "id: US_example\n",
			`laws/us/us-example.yaml:1:5: id "US_example" is no id; use lower-case letters, digits and single hyphens`},
		{"id and file differ", example, "id: us-example\n", "id: us-exemple\n",
			"laws/us/us-example.yaml:1:5: law \"us-exemple\" lies in the file us-example.yaml; name the file us-exemple.yaml\nlaws/us/us-example.yaml:118:9: eu-shield is a counter here but does not list us-exemple in its shields_against; add it there, or remove the counter"},
		{"folder and jurisdiction differ", example, "jurisdiction: US", "jurisdiction: EU",
			`laws/us/us-example.yaml:5:15: a law of EU lies in the folder "us"; move it to laws/eu`},
		{"jurisdiction unknown", example, "jurisdiction: US", "jurisdiction: XX",
			`laws/us/us-example.yaml:5:15: jurisdiction "XX" is no territory of classes.yaml; add the territory, or correct the code`},
		{"jurisdiction not in capitals", example, "jurisdiction: US", "jurisdiction: us",
			`laws/us/us-example.yaml:5:15: jurisdiction "us" is not in capitals; write it as US, EU or INT`},
		{"unknown status", example, "status: in-force", "status: in-farce",
			`laws/us/us-example.yaml:6:9: status "in-farce" is unknown; did you mean "in-force"?`},
		{"impossible day", example, "status_known_to: 2026-09", "status_known_to: 2026-02-30",
			`laws/us/us-example.yaml:7:18: status_known_to: date "2026-02-30": 2026-02 has no day 30; write a day that exists, as 2024-01-31, or a month, as 2024-01`},
		{"day in another form", example, "status_known_to: 2026-09", "status_known_to: 09/2026",
			`laws/us/us-example.yaml:7:18: status_known_to: date "09/2026" is not of the form 2024, 2024-01 or 2024-01-31; write a day that exists, as 2024-01-31, or a month, as 2024-01`},
		{"in force to before from", example, "  to: 2026-06-12", "  to: 2016-06-12",
			"laws/us/us-example.yaml:9:3: in_force ends on 2016-06-12, before it begins on 2018-03-23; correct one of the days"},
		{"transition without end", example, "  to: 2026-06-12", "  to: null",
			"laws/us/us-example.yaml:11:18: transition_to does not follow to; give to, and a later transition_to"},
		{"amendments out of order", example, "amended: [2019-01-01, 2020-02]", "amended: [2020-02, 2019-01-01]",
			"laws/us/us-example.yaml:12:22: amended: 2019-01-01 does not come after 2020-02-01; order them, each once"},
		{"slip of a dated key", example, "  revives: 2027-01-01", "  revive: 2027-01-01",
			`laws/us/us-example.yaml:15:3: unknown key "revive" in in_force; did you mean "revives"?`},
		{"slip of a dated key with underscore", example, "  transition_to: 2027-03", "  transitions_to: 2027-03",
			`laws/us/us-example.yaml:11:3: unknown key "transitions_to" in in_force; did you mean "transition_to"?`},
		{"own date that is no date", example, "named_app_effective: 2025-01-19", "named_app_effective: soon",
			`laws/us/us-example.yaml:17:24: named_app_effective: date "soon" is not of the form 2024, 2024-01 or 2024-01-31; write a day that exists, as 2024-01-31, or a month, as 2024-01`},
		{"address", example, "url: https://example.org/act\npowers", "url: example.org/act\npowers",
			`laws/us/us-example.yaml:18:6: url "example.org/act" is no web address; write it with https://`},
		{"unknown power", example, "powers: [surveillance, service-denial]", "powers: [surveilance, service-denial]",
			`laws/us/us-example.yaml:19:10: power "surveilance" is unknown; did you mean "surveillance"?`},
		{"power twice", example, "powers: [surveillance, service-denial]", "powers: [surveillance, surveillance]",
			`laws/us/us-example.yaml:19:24: power "surveillance" is listed twice; keep one`},
		{"no power", example, "powers: [surveillance, service-denial]", "powers: []",
			"laws/us/us-example.yaml:19:9: the law has no power; name at least one"},
		{"a word where a list is due", example, "powers: [surveillance, service-denial]", "powers: surveillance",
			"laws/us/us-example.yaml:19:9: power list is a plain text; write it as a list"},
		{"no rows", shield, "nexus:\n- id: any-one\n  effect: obliged\n  via: incorporation\n  condition: {en: formed there, fr: constituée là}\n  carriers: []\n  computable: 'yes'\n  gates: []\n  evidence: []\n  when: {rel: incorporatedIn, to: eu}\n  activation: latent\n  trigger: {en: a request, fr: une demande}\n  section: art. 5\n  confidence: arguable\n  authority: {en: text, fr: texte}\n  verified: from-knowledge\n", "nexus: []\n",
			"laws/eu/eu-shield.yaml:11:8: the law has no nexus row; write at least one"},
		{"scheme hint without scheme", shield, "scope_hint: general", "scope_hint: scheme",
			"laws/eu/eu-shield.yaml:10:13: scope_hint is scheme and there is no scheme block; add scheme, or change scope_hint"},
		{"sense without scheme", shield, "  effect: obliged", "  sense: bar\n  effect: obliged",
			`laws/eu/eu-shield.yaml:1:1: row "any-one" has a sense and the law has no scheme block; add scheme, or remove sense`},
		{"row twice", example, "- id: act", "- id: incorporation",
			`laws/us/us-example.yaml:85:3: row "incorporation" is given twice; rename one`},
		{"missing keys of a row", shield, "  verified: from-knowledge\n", "",
			`laws/eu/eu-shield.yaml:12:3: the row has no key "verified"; add it`},
		{"not computable with a ground", example, "  computable: partly", "  computable: 'no'",
			"laws/us/us-example.yaml:43:5: the row is not computable and has a ground; remove when, or set computable: partly"},
		{"not computable without evidence", example, "  evidence: [transaction]", "  evidence: []",
			"laws/us/us-example.yaml:94:13: the row is not computable and names no deciding fact; list it under evidence, transaction for an act"},
		{"computable without a ground", shield, "  when: {rel: incorporatedIn, to: eu}\n", "",
			"laws/eu/eu-shield.yaml:12:3: the row is computable (yes) and has no ground; add when, or set computable: no"},
		{"computable is no boolean", shield, "  computable: 'yes'", "  computable: true",
			`laws/eu/eu-shield.yaml:17:15: computable "true" is unknown; use one of no, partly, yes`},
		{"latent without trigger", shield, "  trigger: {en: a request, fr: une demande}\n", "",
			"laws/eu/eu-shield.yaml:12:3: the row is latent, or becomes so, and names no trigger; add trigger: the event that makes it bite"},
		{"becomes latent without trigger", example, "  trigger: {en: an order, fr: une injonction}\n  trigger_when", "  trigger_when",
			"laws/us/us-example.yaml:85:3: the row is latent, or becomes so, and names no trigger; add trigger: the event that makes it bite"},
		{"trigger_when on an active row", example, "  activation: active\n", "  activation: active\n  trigger_when: {is: any}\n",
			`laws/us/us-example.yaml:76:17: trigger_when beside the activation "active"; remove it, or set activation: latent`},
		{"pending without block", shield, "  activation: latent", "  activation: pending",
			"laws/eu/eu-shield.yaml:12:3: the row is pending and has no pending block; add pending with from, until and then"},
		{"block without pending", example, "  activation: pending", "  activation: latent",
			`laws/us/us-example.yaml:96:12: pending beside the activation "latent"; remove it, or set activation: pending`},
		{"pending ends before it begins", example, "until: 2027-01-01, then", "until: 2025-01-01, then",
			"laws/us/us-example.yaml:96:12: pending ends on 2025-01-01, before it begins on 2026-01-01; correct one of the days"},
		{"pending then pending", example, "then: latent", "then: pending",
			`laws/us/us-example.yaml:96:56: then "pending" is unknown; use one of active, latent`},
		{"unknown evidence", example, "evidence: [incorporatedIn, capability, users]", "evidence: [incorporatedIn, capability, user]",
			`laws/us/us-example.yaml:41:42: evidence "user" is no interest or attribute; did you mean "users"?`},
		{"unknown carrier", example, "  carriers: [custody]", "  carriers: [supplier]",
			`laws/us/us-example.yaml:32:14: carrier "supplier" is unknown; use one of control-down, custody, holders-up, subsidiary-up, supply`},
		{"quantity without unit", example, ", unit: percent}", "}",
			`laws/us/us-example.yaml:74:13: the quantity has no key "unit"; add it`},
		{"quantity that is no number", example, "threshold: 0.1,", "threshold: 1e1,",
			`laws/us/us-example.yaml:74:58: threshold "1e1" is not a plain decimal number; write it as 1000000 or 0.1`},
		{"threshold above 100", example, "threshold_pct: 24.5", "threshold_pct: 124.5",
			"laws/us/us-example.yaml:50:20: threshold_pct: share 124.5 is above 100 %; write a percentage from 0 to 100"},
		{"negative threshold", example, "threshold_pct: 24.5", "threshold_pct: -1",
			`laws/us/us-example.yaml:50:20: threshold_pct: share "-1" is not a plain decimal number; write a percentage from 0 to 100`},
		{"threshold too fine", example, "threshold_pct: 24.5", "threshold_pct: 24.1234567891",
			"laws/us/us-example.yaml:50:20: threshold_pct 24.1234567891 has more than nine decimals; round it as the law does"},
		{"threshold in words", example, "threshold_pct: 24.5", "threshold_pct: a quarter",
			`laws/us/us-example.yaml:50:20: threshold_pct "a quarter" is not a plain decimal number; write it as 1000000 or 0.1`},
		{"threshold without comparison", example, "    threshold_pct: 24.5\n    comparison: '>'", "    threshold_pct: 24.5\n    comparison: null",
			"laws/us/us-example.yaml:51:17: the threshold has no comparison; write '>' or '>='"},
		{"comparison missing", example, "    threshold_pct: 24.5\n    comparison: '>'\n", "    threshold_pct: 24.5\n",
			"laws/us/us-example.yaml:50:5: the test has no key \"comparison\"; add it"},
		{"link comparison missing", example, "    link_comparison: '>='\n    hybrid", "    hybrid",
			"laws/us/us-example.yaml:50:5: the test has no key \"link_comparison\"; add it"},
		{"link without comparison", example, "    link_comparison: '>='\n", "    link_comparison: null\n",
			"laws/us/us-example.yaml:56:22: the link threshold has no comparison; write '>' or '>='"},
		{"comparison unknown", example, "    threshold_pct: 24.5\n    comparison: '>'", "    threshold_pct: 24.5\n    comparison: '<'",
			`laws/us/us-example.yaml:51:17: comparison "<" is unknown; use one of >, >=`},
		{"basis unknown", example, "basis: either", "basis: both",
			`laws/us/us-example.yaml:52:12: basis "both" is unknown; use one of capital, either, profit, votes`},
		{"reading unknown", example, "reading: hybrid", "reading: hybird",
			`laws/us/us-example.yaml:54:14: reading "hybird" is unknown; did you mean "hybrid"?`},
		{"variant without hybrid", example, "reading: hybrid", "reading: tier",
			`laws/us/us-example.yaml:57:21: hybrid_variant beside the reading "tier"; remove it, or set reading: hybrid`},
		{"holders unknown", example, "holders: foreign", "holders: forein",
			`laws/us/us-example.yaml:58:14: holders "forein" is no class or territory of classes.yaml; did you mean "foreign"?`},
		{"limb unknown", example, "control_limbs: [board, veto]", "control_limbs: [boards, veto]",
			`laws/us/us-example.yaml:59:21: control limb "boards" is not in classes.yaml; did you mean "board"?`},
		{"test missing a key", example, "    basis: either\n", "",
			`laws/us/us-example.yaml:50:5: the test has no key "basis"; add it`},
		{"test versions overlap", example, "  - {from: 2010-01-01, to: 2012-01-01,", "  - {from: 2011-01-01, to: 2013-01-01, test: {threshold_pct: 5, comparison: '>=', basis: capital, aggregate: none, reading: none, link_threshold_pct: null, link_comparison: null, holders: any, control_limbs: []}}\n  - {from: 2010-01-01, to: 2012-01-01,",
			"laws/us/us-example.yaml:115:5: two test versions are in force on one day; end one where the other begins"},
		{"test version of no day", example, "{from: 2010-01-01, to: 2012-01-01,", "{from: 2010-01-01, to: 2010-01-01,",
			"laws/us/us-example.yaml:114:5: the test version ends on 2010-01-01 and begins on 2010-01-01; give a to after its from: it is the first day of the next wording"},
		{"two heads", example, "any: [{is: 'entity:Acme_1'}", "any: [{is: 'entity:Acme_1', holder: any}",
			"laws/us/us-example.yaml:46:13: the predicate has 2 heads: is, holder; keep one, or join them under all or any"},
		{"no head", example, "any: [{is: 'entity:Acme_1'}", "any: [{ist: 'entity:Acme_1'}",
			`laws/us/us-example.yaml:46:14: unknown key "ist" in the predicate, which has no head; did you mean "is"?`},
		{"empty predicate", example, "any: [{is: 'entity:Acme_1'}", "any: [{}",
			"laws/us/us-example.yaml:46:13: the predicate is empty; write one of its heads: all, any, not, attr, rel, is, holder, share, capability"},
		{"predicate in words", example, "any: [{is: 'entity:Acme_1'}", "any: [listed",
			"laws/us/us-example.yaml:46:13: the predicate is a plain text; write one of its heads: all, any, not, attr, rel, is, holder, share, capability"},
		{"unknown key beside a head", example, "{holder: designated}", "{holder: designated, min: 5}",
			`laws/us/us-example.yaml:46:57: unknown key "min" in the predicate holder; use "holder"`},
		{"empty all", shield, "when: {rel: incorporatedIn, to: eu}", "when: {all: []}",
			"laws/eu/eu-shield.yaml:20:15: all is an empty list; write its predicates"},
		{"interest unknown", shield, "when: {rel: incorporatedIn, to: eu}", "when: {rel: incorporated, to: eu}",
			`laws/eu/eu-shield.yaml:20:15: interest "incorporated" is unknown; did you mean "incorporatedIn"?`},
		{"no interest", shield, "when: {rel: incorporatedIn, to: eu}", "when: {rel: [], to: eu}",
			"laws/eu/eu-shield.yaml:20:15: interest list is empty; name an interest"},
		{"to and from", shield, "when: {rel: incorporatedIn, to: eu}", "when: {rel: incorporatedIn, to: eu, from: any}",
			"laws/eu/eu-shield.yaml:20:9: the predicate rel has both to and from; keep one"},
		{"neither to nor from", shield, "when: {rel: incorporatedIn, to: eu}", "when: {rel: incorporatedIn}",
			"laws/eu/eu-shield.yaml:20:9: the predicate rel has neither to nor from; give one of them"},
		{"class unknown", shield, "when: {rel: incorporatedIn, to: eu}", "when: {rel: incorporatedIn, to: ue}",
			`laws/eu/eu-shield.yaml:20:35: to "ue" is no class or territory of classes.yaml; did you mean "eu"?`},
		{"entity without id", example, "'entity:Acme_1'", "'entity:'",
			`laws/us/us-example.yaml:46:18: is "entity:" has no id; write entity:ID`},
		{"law that keeps no list", shield, "when: {rel: incorporatedIn, to: eu}", "when: {is: 'law:us-nowhere'}",
			`laws/eu/eu-shield.yaml:20:14: is "law:us-nowhere" is neither a law here nor one that keeps a list; correct the id, or add the law to lists in classes.yaml`},
		{"share without a test", shield, "when: {rel: incorporatedIn, to: eu}", "when: {share: test}",
			"laws/eu/eu-shield.yaml:20:17: share: test in a row without a test; add test to the row, or name the row that has one"},
		{"share of no row", example, "{share: incorporation}", "{share: incorporated}",
			`laws/us/us-example.yaml:98:25: share "incorporated" is no row of this law; did you mean "incorporation"?`},
		{"share of a row without test", example, "where: {share: test}", "where: {share: act}",
			`laws/us/us-example.yaml:45:69: share "act" names a row without a test; add test to that row, or name another`},
		{"attribute unknown", example, "attr: serviceType,", "attr: servicetype,",
			`laws/us/us-example.yaml:35:12: attribute "servicetype" is unknown; did you mean "serviceType"?`},
		{"op unknown", example, "attr: serviceType, op: in", "attr: serviceType, op: is",
			`laws/us/us-example.yaml:35:29: op "is" is unknown; did you mean "in"?`},
		{"op needs a list", example, "{attr: serviceType, op: in, value: [rcs, platform]}", "{attr: serviceType, op: in, value: rcs}",
			`laws/us/us-example.yaml:35:40: op "in" needs a list of values; write value: [ … ]`},
		{"op needs one value", example, "{attr: serviceType, op: in, value: [rcs, platform]}", "{attr: serviceType, op: eq, value: [rcs, platform]}",
			`laws/us/us-example.yaml:35:40: op "eq" needs one value; use op: in for a list`},
		{"op without value", example, "op: eq, value: true}", "op: eq}",
			`laws/us/us-example.yaml:37:5: op "eq" has no value; add value`},
		{"known with a value", example, "{attr: users, op: known}", "{attr: users, op: known, value: 5}",
			"laws/us/us-example.yaml:40:37: op known asks whether the attribute is known; write value: true or false, or none"},
		{"service unknown", example, "value: [rcs, platform]", "value: [rcs, platfrom]",
			`laws/us/us-example.yaml:35:46: value "platfrom" of serviceType is unknown; did you mean "platform"?`},
		{"sector unknown", example, "value: [sensitive, telecom]", "value: [sensitive, space]",
			`laws/us/us-example.yaml:38:47: value "space" of sector is no sector; use one of defence, sensitive, telecom`},
		{"boolean attribute", example, "op: eq, value: true}", "op: eq, value: 1}",
			`laws/us/us-example.yaml:37:37: value "1" of licensed is neither true nor false; write true or false`},
		{"number attribute", example, "value: 1000000,", "value: 1_000_000,",
			`laws/us/us-example.yaml:36:34: value "1_000_000" of users is no number; write a plain decimal number`},
		{"territory attribute", example, "op: ne, value: eu}", "op: ne, value: europe}",
			`laws/us/us-example.yaml:39:44: value "europe" of supportLocation is no territory; use one of eu, us`},
		{"market unknown", example, "at: us, per", "at: usa, per",
			`laws/us/us-example.yaml:36:47: at "usa" is no territory of classes.yaml; did you mean "us"?`},
		{"period unknown", example, "per: month}", "per: week}",
			`laws/us/us-example.yaml:36:56: per "week" is unknown; use one of day, month, registered`},
		{"capability unknown", example, "{capability: [updates], over: any}", "{capability: [update], over: any}",
			`laws/us/us-example.yaml:48:21: capability "update" is unknown; did you mean "updates"?`},
		{"capability empty", example, "{capability: [updates], over: any}", "{capability: [], over: any}",
			"laws/us/us-example.yaml:48:20: the capability list is empty; name a capability"},
		{"capability from and over", example, "{capability: [updates], over: any}", "{capability: [updates], over: any, from: any}",
			"laws/us/us-example.yaml:48:7: the predicate capability has both from and over; keep one"},
		{"rule of no row", example, "- id: us-example-24\n  name: {en: ceiling, fr: plafond}\n  nexus: incorporation", "- id: us-example-24\n  name: {en: ceiling, fr: plafond}\n  nexus: incorp",
			`laws/us/us-example.yaml:106:10: nexus "incorp" is no row of this law; use one of act, incorporation`},
		{"rule without a test", example, "- id: us-example-24\n  name: {en: ceiling, fr: plafond}\n  nexus: incorporation", "- id: us-example-24\n  name: {en: ceiling, fr: plafond}\n  nexus: act",
			`laws/us/us-example.yaml:104:3: neither the rule nor its row "act" has a test; add test`},
		{"rule twice", example, "- id: us-example-veto", "- id: us-example-24",
			`laws/us/us-example.yaml:109:3: rule "us-example-24" is also in laws/us/us-example.yaml:104:3; rename one`},
		{"rule named custom", example, "- id: us-example-veto", "- id: custom",
			`laws/us/us-example.yaml:109:7: rule id "custom" is taken; choose another`},
		{"outcome incomplete", example, ", undetermined: {en: open, fr: ouvert}}", "}",
			`laws/us/us-example.yaml:108:12: the outcome has no key "undetermined"; add it`},
		{"counter of nothing", example, "- {text: {en: customer keys, fr: clés du client}, kind: technical}", "- {kind: technical}",
			"laws/us/us-example.yaml:119:3: the counter has neither law nor text; give one of them"},
		{"counter of two things", example, "- {law: fr-elsewhere, kind: relief}", "- {law: fr-elsewhere, text: {en: a, fr: b}, kind: relief}",
			"laws/us/us-example.yaml:120:3: the counter has both law and text; keep one"},
		{"counter of itself", example, "- {law: fr-elsewhere, kind: relief}", "- {law: us-example, kind: relief}",
			"laws/us/us-example.yaml:120:9: the law counters itself; remove the entry"},
		{"counter not returned", shield, "shields_against: [us-example]", "shields_against: []",
			"laws/us/us-example.yaml:118:9: eu-shield is a counter here but does not list us-example in its shields_against; add it there, or remove the counter"},
		{"shield not returned", example, "- {law: eu-shield, kind: prohibition, note: {en: art. 5, fr: art. 5}}\n", "",
			"laws/eu/eu-shield.yaml:29:19: us-example does not list eu-shield among its counters; add it there with its kind, or remove it here"},
		{"determination in words", example, "constitutive: true", "constitutive: 'yes'",
			`laws/us/us-example.yaml:25:69: constitutive "yes" is neither true nor false; write true or false`},
		{"scheme incomplete", example, "  barred: {en: a bar, fr: un motif}\n", "",
			`laws/us/us-example.yaml:22:3: the scheme has no key "barred"; add it`},
		{"territory with two forms", voc, "entity: united-states, iso: [US]", "entity: united-states, iso: [US], members: []",
			"classes.yaml:2:7: the territory has both iso and members; keep one"},
		{"country code", voc, "iso: [DE, FR, GB]", "iso: [DE, FR, UK_]",
			`classes.yaml:7:56: country code "UK_" is not two capitals; write the ISO 3166-1 alpha-2 code, Norway in quotes: 'NO'`},
		{"Norway without quotes is a word", voc, "iso: ['NO']", "iso: [No]",
			`classes.yaml:9:45: country code "No" is not two capitals; write the ISO 3166-1 alpha-2 code, Norway in quotes: 'NO'`},
		{"country lists overlap", voc, "to: 2020-01-31, iso", "to: 2020-02-01, iso",
			"classes.yaml:8:7: two country lists hold on one day; end the earlier on the day before, or write adds: true"},
		{"country list turned round", voc, "{from: 2021-06, to: 2021-06-30,", "{from: 2021-07, to: 2021-06-30,",
			"classes.yaml:9:7: the country list ends on 2021-06-30, before it begins on 2021-07-01; correct one of the days"},
		{"state twice", voc, "- {id: japan, iso: JP", "- {id: nippon, iso: SE",
			"classes.yaml:13:3: state nippon (SE) is given twice; keep one"},
		{"class and territory alike", voc, "  us-person: {def", "  us: {def",
			"classes.yaml:28:3: \"us\" is a class and a territory; rename one: predicates name both alike\nclasses.yaml:37:77: is \"us-person\" is no class or territory of classes.yaml; use one of adversary, any, designated, eu, foreign, reachable, us, watched"},
		{"class of nothing", voc, "kinds: all}", "source: none}",
			"classes.yaml:20:8: the class says nothing about its members; give kinds, links with a place, list or is"},
		{"class of unknown kind", voc, "kinds: [company, state]", "kinds: [company, nation]",
			`classes.yaml:31:22: kind "nation" is unknown; use one of arrangement, bloc, company, event, exchange, group, law, list, media, offer, other, person, scheme, state, stateBody`},
		{"links to nowhere", voc, ", links: [incorporatedIn], in: us}", ", links: [incorporatedIn]}",
			"classes.yaml:28:76: links lead nowhere; give countries, in or outside"},
		{"place without links", voc, "  us-person: {definition: {en: US person, fr: personne américaine}, links: [incorporatedIn], in: us}", "  us-person: {definition: {en: US person, fr: personne américaine}, in: us}",
			"classes.yaml:28:14: the class has a place and no links to it; give links, as [incorporatedIn]"},
		{"in and outside", voc, ", in: us}", ", in: us, outside: eu}",
			"classes.yaml:28:111: in and outside together; keep one"},
		{"place unknown", voc, ", in: us}", ", in: usa}",
			`classes.yaml:28:98: in "usa" is no territory of classes.yaml; did you mean "us"?`},
		{"relative without reason", voc, ", in: us}", ", in: us, relative: true}",
			"classes.yaml:28:112: the class is relative and does not depend on the law; remove relative"},
		{"not relative", voc, "    relative: true\n", "",
			"classes.yaml:22:5: the class depends on the law that asks; add relative: true"},
		{"share in a class", voc, "{is: 'law:us-elsewhere'}", "{share: test}",
			"classes.yaml:37:127: share stands outside a row; a class types one party: it cannot ask for holdings"},
		{"class of itself", voc, "{is: 'law:us-elsewhere'}", "{is: reachable}",
			`classes.yaml:37:3: class "reachable" is defined by itself; remove the circle`},
		{"law of a class keeps no list", voc, "{is: 'law:us-elsewhere'}", "{is: 'law:us-elswhere'}",
			`classes.yaml:37:124: is "law:us-elswhere" is neither a law here nor one that keeps a list; correct the id, or add the law to lists in classes.yaml`},
		{"service group of itself", voc, "  mail: [email]", "  mail: [email, rcs]",
			`classes.yaml:47:9: service group "mail" holds itself; remove the circle`},
		{"service of no type", voc, "  mail: [email]", "  mail: [emails]",
			`classes.yaml:47:10: service "emails" is no value of serviceType and no group; did you mean "email"?`},
		{"custody unknown", voc, "custody: [keys, supportAccess]", "custody: [keys, support]",
			`classes.yaml:55:19: capability "support" is not among the values; use one of keys, supportAccess, updates`},
		{"label unknown", voc, "    keys: {en: keys, fr: clés}", "    key: {en: keys, fr: clés}",
			`classes.yaml:57:5: capability "key" is not among the values; did you mean "keys"?`},
		{"capability named custody", voc, "values: [updates, keys, supportAccess]", "values: [updates, keys, supportAccess, custody]",
			"classes.yaml:54:42: capability custody is the name of the group; name the capability otherwise"},
		{"limb of unknown interest", voc, "interests: [vetoRight]", "interests: [veto]",
			`classes.yaml:62:22: interest "veto" is unknown; use one of the 48 known: accountingParent, actingInConcert, actingJointly, appliesFor, appointmentOfBoard, beneficiaryOfLegalArrangement, boardChair, boardMember, certifiedUnder, conditionalRightsGrantedByContract, controlByContract, controlByLegalFramework, controlViaCompanyRulesOrArticles, dataLocatedIn, designatedUnder, enjoymentAndUseOfAssets, establishedIn, goldenShare, hasCustody, headquarteredIn, hosts, incorporatedIn, listedOn, majorityOfDirectors …`},
		{"vocabulary incomplete", voc, "limbs:\n  board:", "limb:\n  board:",
			`classes.yaml:60:1: unknown key "limb" in the vocabulary; did you mean "limbs"?`},
		{"carrier latent without trigger", edges, "  trigger: {en: an order, fr: une injonction}\n", "",
			"carriers.yaml:7:3: the carrier is latent and names no trigger; add trigger: the event that makes it bite"},
		{"carrier twice", edges, "when_interest: [hosts, keys]\n  authority: {en: text, fr: texte}", "authority: {en: text, fr: texte}",
			"carriers.yaml:6:3: surveillance along custody is given twice for the same edges; join the entries, or part them by when_interest"},
		{"edge unknown", edges, "when_interest: [hosts, keys]", "when_interest: [hosts, key]",
			`carriers.yaml:5:26: when_interest "key" is no interest or capability; did you mean "keys"?`},
		{"jurisdiction of a carrier", edges, "{EU: contested}", "{eu: contested}",
			`carriers.yaml:10:19: jurisdiction "eu" is no territory of classes.yaml; write its code in capitals, as US`},
		{"confidence unknown", edges, "confidence: none", "confidence: never",
			`carriers.yaml:17:15: confidence "never" is unknown; use one of arguable, contested, none, settled`},
		{"not a list of carriers", edges, "carriers:\n- power: surv", "edges:\n- power: surv",
			"carriers.yaml:1:1: unknown key \"edges\" in the file; use \"carriers\"\ncarriers.yaml:1:1: the file has no key \"carriers\"; add it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := tree(t)
			edit(t, f, c.file, c.old, c.new)
			_, err := law.Load(f)
			expectFaults(t, err, c.want)
		})
	}
}

func expectFaults(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatal("accepted")
	}
	if err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
	for _, line := range strings.Split(want, "\n") {
		if !strings.Contains(line, "; ") {
			t.Errorf("%q names no next step", line)
		}
	}
	var p *graph.Problem
	if !errors.As(err, &p) || p.Origin == "" || p.Next.IsZero() {
		t.Errorf("%v is no graph.Problem with a place and a next step", err)
	}
}

// Every fault of every file is told at once, by file and place.
func TestAllFaultsAreToldInOrder(t *testing.T) {
	f := tree(t)
	edit(t, f, "laws/eu/eu-shield.yaml", "sources: []", "surces: []")
	edit(t, f, exampleFile, "seen: transcription", "seen: today")
	edit(t, f, exampleFile, "  via: conduct", "  via: behaviour")
	edit(t, f, "carriers.yaml", "- power: certification", "- power: certify")
	_, err := law.Load(f)
	expectFaults(t, err, strings.TrimSpace(`
carriers.yaml:15:10: power "certify" is unknown; use one of anti-bribery, audit-and-listing, blocking, certification, compelled-disclosure, control-definition, data-localisation, divestiture, export-control, ownership-restriction, procurement-requirement, service-denial, surveillance, transfer-restriction
laws/eu/eu-shield.yaml:30:1: unknown key "surces" in the law; did you mean "sources"?
laws/us/us-example.yaml:83:9: seen "today" is unknown; use "transcription"
laws/us/us-example.yaml:89:8: via "behaviour" is unknown; use one of conduct, control, custody, data-location, designation, establishment, headquarters, incorporation, listing, market, ownership, personnel, technology
`))
	for range 20 {
		if _, again := law.Load(f); again.Error() != err.Error() {
			t.Fatalf("a second run says\n%v\nthe first said\n%v", again, err)
		}
	}
}

func TestMissingFiles(t *testing.T) {
	for _, name := range []string{"classes.yaml", "carriers.yaml"} {
		f := tree(t)
		delete(f, name)
		if _, err := law.Load(f); err == nil || !strings.HasPrefix(err.Error(), name+": the file is missing; ") {
			t.Errorf("without %s: %v", name, err)
		}
	}
	if _, err := law.LoadTrio(fstest.MapFS{}, trioFile); err == nil {
		t.Error("a test that does not exist is read")
	}
}

// The reader of a law may be given a file whose name begins with a mark of order.
func TestByteOrderMarkIsAccepted(t *testing.T) {
	f := tree(t)
	f[exampleFile] = &fstest.MapFile{Data: append([]byte("\ufeff"), f[exampleFile].Data...)}
	if _, err := law.Load(f); err != nil {
		t.Error(err)
	}
}
