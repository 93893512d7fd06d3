// Package strength estimates how many guesses a password withstands, as zxcvbn does (Wheeler, "zxcvbn: Low-Budget
// Password Strength Estimation", USENIX Security 2016): it looks for words, names, dates, keyboard walks, sequences and
// repetitions, and takes the cheapest way to put the password together from them.
//
// Nothing is loaded before the first estimate: programs that link the package and ask nothing pay nothing. Everything is
// safe for concurrent use.
package strength

import (
	"math"
	"unicode/utf8"
)

// maxLength is how many characters are looked at, as the work grows faster than the length. What follows them can only
// make a password stronger.
const maxLength = 100

// Guesses estimates how many guesses an attacker needs who knows the patterns that people use. About are words that the
// attacker tries first, such as the person's name and e-mail address. A password that is not valid UTF-8 counts as
// guessed at once.
func Guesses(password string, about ...string) float64 {
	if !utf8.ValidString(password) {
		return 1
	}
	text := []rune(password)
	if len(text) > maxLength {
		text = text[:maxLength]
	}
	return guesses(text, personal(about))
}

// Score tells the same in five grades: 0 fewer than 10^3 guesses, 1 fewer than 10^6, 2 fewer than 10^8 (withstands
// attempts over a network), 3 fewer than 10^10 (withstands attempts on a slow hash), 4 more.
func Score(password string, about ...string) int {
	const tolerance = 5
	n := Guesses(password, about...)
	for score, limit := range []float64{1e3, 1e6, 1e8, 1e10} {
		if n < limit+tolerance {
			return score
		}
	}
	return 4
}

func guesses(text []rune, own ranks) float64 {
	if len(text) == 0 {
		return 1
	}
	return cheapest(text, patterns(text, own))
}

// pattern is a part of a password, from the first character to the last, and how many guesses it costs.
type pattern struct {
	first, last int
	guesses     float64
}

func patterns(text []rune, own ranks) []pattern {
	var out []pattern
	out = append(out, words(text, own)...)
	out = append(out, walks(text)...)
	out = append(out, repeats(text)...)
	out = append(out, sequences(text)...)
	out = append(out, years(text)...)
	return append(out, dates(text)...)
}

// The costs that the paper sets: characters that belong to no pattern, patterns within a longer password, and the
// attacker's habit of trying few patterns before many.
const (
	perCharacter  = 10
	leastOfOne    = 10
	leastOfMore   = 50
	beforeGrowing = 10_000
)

// best is the cheapest way to put a beginning of the password together from some number of patterns.
type best struct {
	found      bool
	product    float64 // of the patterns' guesses
	total      float64 // with what their number and order cost
	bruteForce bool    // the last pattern is none
}

// cheapest finds the sequence of patterns that covers the text with the fewest guesses: l!·Πguesses + D^(l-1), the
// least over all sequences of l patterns.
func cheapest(text []rune, found []pattern) float64 {
	n := len(text)
	byLast := make([][]pattern, n)
	for _, p := range found {
		least := 1.0
		if size := p.last - p.first + 1; size < n {
			least = leastOfMore
			if size == 1 {
				least = leastOfOne
			}
		}
		p.guesses = max(p.guesses, least)
		byLast[p.last] = append(byLast[p.last], p)
	}
	// ways[k][l] covers the text up to character k with l patterns.
	ways := make([][]best, n)
	for k := range ways {
		ways[k] = make([]best, n+1)
	}
	consider := func(p pattern, l int, bruteForce bool) {
		product := p.guesses
		if l > 1 {
			product *= ways[p.first-1][l-1].product
		}
		total := factorial(l)*product + math.Pow(beforeGrowing, float64(l-1))
		for shorter := 1; shorter <= l; shorter++ {
			if w := &ways[p.last][shorter]; w.found && w.total <= total {
				return
			}
		}
		ways[p.last][l] = best{true, product, total, bruteForce}
	}
	for k := range n {
		for _, p := range byLast[k] {
			if p.first == 0 {
				consider(p, 1, false)
				continue
			}
			for l := 1; l < n; l++ {
				if ways[p.first-1][l].found {
					consider(p, l+1, false)
				}
			}
		}
		consider(bruteForce(0, k), 1, true)
		for i := 1; i <= k; i++ {
			for l := 1; l < n; l++ {
				// Two such patterns side by side are never cheaper than one.
				if w := &ways[i-1][l]; w.found && !w.bruteForce {
					consider(bruteForce(i, k), l+1, true)
				}
			}
		}
	}
	least := math.Inf(1)
	for _, w := range ways[n-1] {
		if w.found {
			least = min(least, w.total)
		}
	}
	return least
}

// bruteForce is a part of a password that follows no pattern. It costs a little more than the cheapest
// pattern, so that a pattern is taken where there is one.
func bruteForce(first, last int) pattern {
	size := last - first + 1
	cost := math.Min(math.Pow(perCharacter, float64(size)), math.MaxFloat64)
	if size == 1 {
		cost = max(cost, leastOfOne+1)
	} else {
		cost = max(cost, leastOfMore+1)
	}
	return pattern{first, last, cost}
}

func factorial(n int) float64 {
	f := 1.0
	for i := 2; i <= n; i++ {
		f *= float64(i)
	}
	return f
}

// choose is the number of ways to choose k of n.
func choose(n, k int) float64 {
	if k > n {
		return 0
	}
	r := 1.0
	for d := 1; d <= k; d++ {
		r = r * float64(n) / float64(d)
		n--
	}
	return r
}

// variations is the number of ways in which at most the smaller of two kinds of characters can be spread.
func variations(a, b int) float64 {
	sum := 0.0
	for i := 1; i <= min(a, b); i++ {
		sum += choose(a+b, i)
	}
	return sum
}
