package scene

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"longarm/graph/export/internal/layered"
)

// placerOf returns the placer by its name: "dot" for Graphviz, nil for longarm's own.
func placerOf(name string) Placer {
	if name == "dot" {
		return Dot
	}
	return nil
}

// dotTime bounds a run of Graphviz.
const dotTime = 2 * time.Minute

// ErrNoGraphviz is returned where Graphviz is asked for and is not installed.
var ErrNoGraphviz = errors.New("the layout dot needs Graphviz, and there is no program dot here; install Graphviz, or leave the layout to longarm")

// Dot lets Graphviz place the nodes. The program gets sizes and numbers, no name.
func Dot(nodes []layered.Node, edges []layered.Edge, o layered.Options) (*layered.Drawing, error) {
	program, err := exec.LookPath("dot")
	if err != nil {
		return nil, ErrNoGraphviz
	}
	ctx, stop := context.WithTimeout(context.Background(), dotTime)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-Tjson0")
	cmd.Stdin = strings.NewReader(dotText(nodes, edges, o))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("dot: %w: %.300s", err, stderr.String())
	}
	return readDot(stdout.Bytes(), nodes, edges)
}

// dotText writes the graph for Graphviz, in points.
func dotText(nodes []layered.Node, edges []layered.Edge, o layered.Options) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph {\nnodesep=%.3f ranksep=%.3f splines=polyline\nnode [shape=box fixedsize=true label=\"\"]\nedge [dir=none]\n", o.NodeGap/72, 3*o.RowPad/72)
	for i, n := range nodes {
		fmt.Fprintf(&b, "n%d [width=%.4f height=%.4f k=%d]\n", i, n.W/72, n.H/72, i)
	}
	var top []string
	for i, n := range nodes {
		if n.Top {
			top = append(top, "n"+strconv.Itoa(i))
		}
	}
	if len(top) > 0 {
		fmt.Fprintf(&b, "{rank=min; %s}\n", strings.Join(top, "; "))
	}
	for i, e := range edges {
		label := ""
		if e.LabelW > 0 { // an empty table holds the place of the label
			label = fmt.Sprintf(" label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\"><TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"></TD></TR></TABLE>>", int(e.LabelW)+1, int(e.LabelH)+1)
		}
		fmt.Fprintf(&b, "n%d -> n%d [k=%d%s]\n", e.From, e.To, i, label)
	}
	b.WriteString("}\n")
	return b.String()
}

// dotItem is a node or an edge as Graphviz tells it.
type dotItem struct {
	K   string `json:"k"`
	Pos string `json:"pos"`
	LP  string `json:"lp"`
}

func readDot(text []byte, nodes []layered.Node, edges []layered.Edge) (*layered.Drawing, error) {
	var told struct {
		BB      string    `json:"bb"`
		Objects []dotItem `json:"objects"`
		Edges   []dotItem `json:"edges"`
	}
	if err := json.Unmarshal(text, &told); err != nil {
		return nil, fmt.Errorf("dot: %w", err)
	}
	size := numbers(told.BB)
	d := &layered.Drawing{Nodes: make([]layered.Point, len(nodes)), Routes: make([]layered.Route, len(edges))}
	if len(size) == 4 {
		d.W, d.H = size[2], size[3]
	}
	at := func(list []float64) layered.Point { return layered.Point{X: list[0], Y: d.H - list[1]} }
	for _, n := range told.Objects {
		i, err := strconv.Atoi(n.K)
		if p := numbers(n.Pos); err == nil && i < len(nodes) && len(p) == 2 {
			m := at(p)
			d.Nodes[i] = layered.Point{X: m.X - nodes[i].W/2, Y: m.Y - nodes[i].H/2}
		}
	}
	for _, e := range told.Edges {
		i, err := strconv.Atoi(e.K)
		if err != nil || i >= len(edges) {
			continue
		}
		r := &d.Routes[i]
		for _, word := range strings.Fields(e.Pos) {
			if p := numbers(word); len(p) == 2 {
				q := at(p)
				if n := len(r.Points); n == 0 || r.Points[n-1] != q {
					r.Points = append(r.Points, q)
				}
			}
		}
		if p := numbers(e.LP); len(p) == 2 {
			r.Label = at(p)
		}
	}
	for i, r := range d.Routes {
		if len(r.Points) < 2 {
			return nil, fmt.Errorf("dot: no line for edge %d", i)
		}
	}
	return d, nil
}

// numbers reads a list of numbers with commas between; nil for anything else.
func numbers(s string) []float64 {
	var out []float64
	for part := range strings.SplitSeq(s, ",") {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return nil
		}
		out = append(out, x)
	}
	return out
}
