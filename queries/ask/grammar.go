package ask

import "slices"

// subjects are the words after which a party is who acts; "" opens the question.
var subjects = []string{"", "can", "could", "may", "might", "will", "would", "does", "do", "is", "que", "qu", "peut", "pourrait"}

// owners are the words after which the only party of a question about owners is who
// owns: "what does X own", "qu'est-ce que X détient".
var owners = []string{"does", "do", "did", "can", "could", "may", "might", "will", "would", "que", "qu"}

// agents are the words after which the party that follows is who acts.
var agents = []string{"by", "par", "under", "sous", "belong", "belongs", "belonged", "appartient", "appartiennent", "appartenait"}

// verbs of owning and controlling, of which the party before is who acts.
var verbs = []string{"own", "owns", "owned", "control", "controls", "hold", "holds", "possede", "possedent", "detient", "detiennent", "detenait", "controle", "controlent"}

// context finds what the words mean only together: "eu" and "us" that are no states,
// and a question of what was done.
func (r *reading) context(l *lexicon, words []string) {
	for i, w := range words {
		before, after := at(words, i-1), at(words, i+1)
		switch {
		case w == "eu" && r.small[w] && slices.Contains([]string{"a", "ont", "avait", "avaient", "il", "elle", "on", "ils", "elles"}, before):
			r.unknown = append(r.unknown, w)
		case w == "us" && r.small[w] && before != "the" && l.concept[after] != "law" && !slices.Contains([]string{"government", "authorities", "state", "sanctions", "export"}, after):
			r.unknown = append(r.unknown, w)
		}
	}
	r.past = slices.Contains([]string{"did", "has", "have", "had"}, at(words, 0)) || at(words, 1) == "did"
	for i := range words {
		if at(words, i) == "a" && at(words, i+1) == "t" && at(words, i-1) != "y" || at(words, i) == "ont" && slices.Contains([]string{"ils", "elles"}, at(words, i+1)) {
			r.past = r.past || !slices.Contains(words, "acces")
		}
	}
}

// place reports that a jurisdiction, the words from i to end, says where and not whose
// law: "in France", "American providers".
func (l *lexicon) place(words []string, i, end int, immune bool) bool {
	for i > 0 && slices.Contains([]string{"the", "les", "la", "l"}, words[i-1]) {
		i--
	}
	before, after := at(words, i-1), at(words, end)
	switch before {
	case "in", "within", "inside", "en", "dans":
		return true
	case "au", "aux":
		return !immune && l.concept[at(words, i-2)] != "reach"
	}
	return l.concept[before] == "provider" && l.concept[after] != "law" || l.concept[after] == "provider"
}

// portion reports that the words ask for a part of the party that is named first: "how
// much of X does Y own", "combien de X". Who acts is the other one.
func portion(words []string) bool {
	for i, w := range words {
		if slices.Contains([]string{"much", "combien", "pourcentage", "percentage", "part", "share", "stake"}, w) {
			return slices.Contains([]string{"of", "in", "de", "d", "du", "des"}, at(words, i+1))
		}
	}
	return false
}

func at(words []string, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i]
}
