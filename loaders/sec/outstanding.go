package sec

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"longarm/graph"
	"longarm/loaders/internal/source"
)

// outstanding are the shares outstanding of securities, by CUSIP.
type outstanding map[string]uint64

// outstandingFile lies beside an information table when someone knows the shares
// outstanding, of companies with one class of them.
const outstandingFile = "shares-outstanding.csv"

// outstanding reads the file of the shares outstanding, when there is one: columns cusip
// and shares. Rows that are not in order are told and passed over.
func (l *load) outstanding() outstanding {
	if strings.HasSuffix(l.in.Name, outstandingFile) {
		return nil
	}
	r, err := source.OpenStream(neighbour(l.in.Name, outstandingFile), nil)
	if err != nil {
		return nil
	}
	defer r.Close()
	rows := csv.NewReader(io.LimitReader(r, source.MaxRecord))
	rows.FieldsPerRecord = -1
	out := outstanding{}
	at := map[string]int{}
	for n := 1; ; n++ {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			l.remark(0, outstandingFile, graph.Say("the file cannot be read from line %s on", "le fichier ne peut pas être lu à partir de la ligne %s", strconv.Itoa(n)), graph.Say("correct it", "corrigez-le"))
			break
		}
		if n == 1 {
			for i, name := range cells {
				at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
			}
			if _, ok := at["cusip"]; !ok {
				return nil
			}
			if _, ok := at["shares"]; !ok {
				return nil
			}
			continue
		}
		cell := func(name string) string {
			if at[name] < len(cells) {
				return cells[at[name]]
			}
			return ""
		}
		id := cusip(cell("cusip"))
		shares, ok := count(cell("shares"))
		if id == "" || !ok || shares == 0 {
			l.remark(0, outstandingFile, graph.Say("line %s has no CUSIP, or no number of shares", "la ligne %s n’a pas de CUSIP, ou pas de nombre d’actions", strconv.Itoa(n)), graph.Say("correct it", "corrigez-le"))
			continue
		}
		out[id] = shares
	}
	if len(out) > 0 {
		l.remark(0, outstandingFile, graph.Say("percentages are computed from the shares outstanding in the file beside this one", "les pourcentages sont calculés d’après les actions en circulation du fichier placé à côté"), graph.Say("nothing to do", "rien à faire"))
	}
	return out
}
