package access

import (
	"math/rand/v2"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// TestPatternsByTrying compares what is said of two patterns with all short texts.
func TestPatternsByTrying(t *testing.T) {
	texts := []string{""}
	for i := 0; len(texts[i]) < 7; i++ {
		texts = append(texts, texts[i]+"a", texts[i]+"b")
	}
	g := &generator{rand.New(rand.NewPCG(5, 5))}
	pattern := func() string {
		out := ""
		for range g.IntN(5) {
			out += g.pick("a", "b", "*", "?", "a", "b")
		}
		return out
	}
	both, within := 0, 0
	for range 4000 {
		p, q := pattern(), pattern()
		common, inside := false, true
		for _, s := range texts {
			inP, inQ := policy.MatchResource(p, s), policy.MatchResource(q, s)
			common = common || inP && inQ
			inside = inside && (inP || !inQ)
		}
		if got := intersects(p, q); got != common {
			t.Fatalf("intersects(%q, %q) = %t", p, q, got)
		}
		if covers(p, q) && !inside {
			t.Fatalf("covers(%q, %q), but not every text", p, q)
		}
		if common {
			both++
		}
		if covers(p, q) {
			within++
		}
	}
	if both < 200 || within < 200 {
		t.Errorf("the patterns are too simple: %d pairs have texts in common, %d contain one another", both, within)
	}
}
