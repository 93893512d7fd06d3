package access

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Graph is how principals of an account get to each other: every role that can be
// assumed, and every step of the shortest ways to an administrator.
type Graph struct {
	Account string `json:"account"`
	Nodes   []Node `json:"nodes"`
	// Edges are steps; those of method "grant" lead to a principal that becomes an
	// administrator by them, itself perhaps.
	Edges []Step `json:"edges"`

	seen map[[3]string]bool // edges, by from, to and path
}

// NodeType is what a node of a graph is.
type NodeType string

// The types of nodes.
const (
	NodeUser    NodeType = "user"
	NodeRole    NodeType = "role"
	NodeOutside NodeType = "outside" // a caller outside the account
)

// Node is a principal.
type Node struct {
	// ID is the ARN; of a caller outside, what the policy names: "*", an account, an
	// identity provider.
	ID   string   `json:"id"`
	Type NodeType `json:"type"`
	// Administrator tells that it controls the account; Escalates, that it can become
	// an administrator.
	Administrator bool `json:"administrator"`
	Escalates     bool `json:"escalates"`
}

// Graph gives the principals that have something to do with each other, and how; e
// are the account's escalations. It leaves out those that nobody but AWS services can
// become and that can become nobody.
func (a *Account) Graph(e *Escalations) (Graph, error) {
	g := e.graph(a)
	x := a.explore()
	for _, role := range a.principals {
		if role.trust == nil {
			continue
		}
		var edges []edge
		if err := x.assuming(role, &edges); err != nil {
			return Graph{}, err
		}
		for _, one := range edges {
			g.add(*one.step)
		}
	}
	exposures, err := a.Exposures(ExposureOptions{})
	if err != nil {
		return Graph{}, err
	}
	for _, x := range exposures {
		if a.byARN[x.Resource] != nil {
			g.add(enters(&x))
		}
	}
	g.complete(a, e)
	return g, nil
}

// Graph gives the steps of the escalations only.
func (e *Escalations) Graph(a *Account) Graph {
	g := e.graph(a)
	for i := range e.Outside {
		g.add(enters(&e.Outside[i].Exposure))
	}
	g.complete(a, e)
	return g
}

func (e *Escalations) graph(a *Account) Graph {
	g := Graph{Account: a.ID, Nodes: []Node{}, Edges: []Step{}}
	for i := range e.Escalations {
		for _, s := range e.Escalations[i].Steps {
			g.add(s)
		}
	}
	return g
}

// enters is the step of a caller outside into a role.
func enters(x *Exposure) Step {
	return Step{
		From: x.Principal, To: x.Resource, Method: MethodAssumeRole, Path: "sts-001", Actions: x.Actions, Conditions: x.Conditions,
		Text: fmt.Sprintf("%s assumes %s from outside the account.", x.Principal, shortName(x.Resource)),
	}
}

// add adds an edge, unless it is there.
func (g *Graph) add(s Step) {
	key := [3]string{s.From, s.To, s.Path}
	if g.seen[key] {
		return
	}
	if g.seen == nil {
		g.seen = map[[3]string]bool{}
	}
	g.seen[key] = true
	g.Edges = append(g.Edges, s)
}

// complete adds the nodes, sorted.
func (g *Graph) complete(a *Account, e *Escalations) {
	at := map[string]int{}
	node := func(id string) *Node {
		n, seen := at[id]
		if !seen {
			n = len(g.Nodes)
			at[id] = n
			kind := NodeOutside
			if p := a.byARN[id]; p != nil {
				kind = NodeType(p.Type)
			}
			g.Nodes = append(g.Nodes, Node{ID: id, Type: kind})
		}
		return &g.Nodes[n]
	}
	for i := range g.Edges {
		node(g.Edges[i].From)
		node(g.Edges[i].To)
	}
	for i := range e.Administrators {
		node(e.Administrators[i].PrincipalARN).Administrator = true
	}
	for i := range e.Escalations {
		node(e.Escalations[i].PrincipalARN).Escalates = true
	}
	slices.SortFunc(g.Nodes, func(x, y Node) int { return strings.Compare(x.ID, y.ID) })
	slices.SortStableFunc(g.Edges, func(x, y Step) int { return strings.Compare(x.From+"\x00"+x.To, y.From+"\x00"+y.To) })
}

// WriteDOT writes the graph in the language of Graphviz ("DOT Language"):
// administrators are filled, who can become one is bold, and steps that hang on
// something are dashed.
func (g *Graph) WriteDOT(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s {\n  rankdir=LR;\n  node [shape=box];\n", strconv.Quote("account "+g.Account))
	for _, n := range g.Nodes {
		attributes := []string{"label=" + strconv.Quote(shortName(n.ID))}
		switch {
		case n.Administrator:
			attributes = append(attributes, "style=filled", "fillcolor=lightcoral")
		case n.Escalates:
			attributes = append(attributes, "style=bold")
		}
		if n.Type == NodeOutside {
			attributes = append(attributes, "shape=ellipse")
		}
		fmt.Fprintf(&b, "  %s [%s];\n", strconv.Quote(n.ID), strings.Join(attributes, ", "))
	}
	for i := range g.Edges {
		s := &g.Edges[i]
		style := ""
		if !s.certain() {
			style = ", style=dashed"
		}
		fmt.Fprintf(&b, "  %s -> %s [label=%s, tooltip=%s%s];\n", strconv.Quote(s.From), strconv.Quote(s.To), strconv.Quote(string(s.Method)+" "+s.Path), strconv.Quote(s.Text), style)
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}
