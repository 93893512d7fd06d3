package generate

import "strconv"

// splitDocument spreads statements over documents of at most quota characters each, as AWS counts them, in order. A
// statement that is too long for one document is cut at its actions, or at its resources when it has one action: both are
// lists of alternatives, so the parts together say the same. A statement that cannot be cut stays whole in a document of
// its own.
func splitDocument(statements []Statement, quota int) []string {
	var out []string
	var open []Statement
	fits := func(list []Statement) bool { return compactSize(printDocument(list)) <= quota }
	flush := func() {
		if len(open) > 0 {
			out = append(out, printDocument(open))
			open = nil
		}
	}
	for _, s := range statements {
		for _, piece := range cut(s, func(piece Statement) bool { return fits([]Statement{piece}) }) {
			if !fits(append(open[:len(open):len(open)], piece)) {
				flush()
			}
			open = append(open, piece)
		}
	}
	flush()
	return out
}

// cut halves a statement until every piece fits. Its pieces are numbered in their ids.
func cut(s Statement, fits func(Statement) bool) []Statement {
	pieces := []Statement{s}
	for i := 0; i < len(pieces); {
		p := pieces[i]
		// Exceptions (NotAction) hold only together.
		if fits(p) || len(p.NotAction) > 0 || len(p.Action) < 2 && len(p.Resource) < 2 {
			i++
			continue
		}
		first, second := p, p
		if half := len(p.Action) / 2; half > 0 {
			first.Action, second.Action = p.Action[:half], p.Action[half:]
		} else {
			half := len(p.Resource) / 2
			first.Resource, second.Resource = p.Resource[:half], p.Resource[half:]
		}
		pieces[i] = first
		pieces = append(pieces[:i+1], append([]Statement{second}, pieces[i+1:]...)...)
	}
	if len(pieces) > 1 {
		for i := range pieces {
			pieces[i].Sid += "Part" + strconv.Itoa(i+1)
		}
	}
	return pieces
}
