package strength

import (
	"slices"
	"unicode"
)

// repeats finds parts that are written several times in a row: "aaa", "abcabc".
func repeats(text []rune) []pattern {
	var out []pattern
	for first := 0; first < len(text); {
		size, period := repeated(text[first:])
		if size == 0 {
			first++
			continue
		}
		base := text[first : first+period]
		out = append(out, pattern{first, first + size - 1, guesses(base, nil) * float64(size/period)})
		first += size
	}
	return out
}

// repeated is the longest repetition that the text begins with, and the length of its shortest unit; 0 for none.
func repeated(text []rune) (size, period int) {
	for p := 1; 2*p <= len(text); p++ {
		n := p
		for n+p <= len(text) && slices.Equal(text[n:n+p], text[:p]) {
			n += p
		}
		if n > p && n > size {
			size, period = n, p
		}
	}
	// The unit may itself repeat something: "aabaab" twice is "aab" four times.
	for p := 1; p < period; p++ {
		if period%p == 0 && slices.Equal(text[p:period], text[:period-p]) {
			return size, p
		}
	}
	return size, period
}

// maxStep is the widest step of a sequence: "acegi" has two.
const maxStep = 5

// sequences finds runs in which each character is the same step from the one before: "abcd", "97531".
func sequences(text []rune) []pattern {
	var out []pattern
	add := func(first, last int, step rune) {
		width := step
		if width < 0 {
			width = -width
		}
		if width == 0 || width > maxStep || last-first < 2 && (width != 1 || last == first) {
			return
		}
		cost := 26.0
		switch r := text[first]; {
		case slices.Contains([]rune("aAzZ019"), r):
			cost = 4
		case '0' <= r && r <= '9':
			cost = 10
		}
		if step < 0 {
			cost *= 2
		}
		out = append(out, pattern{first, last, cost * float64(last-first+1)})
	}
	if len(text) < 2 {
		return nil
	}
	first, step := 0, text[1]-text[0]
	for k := 2; k < len(text); k++ {
		if next := text[k] - text[k-1]; next != step {
			add(first, k-1, step)
			first, step = k-1, next
		}
	}
	add(first, len(text)-1, step)
	return out
}

// rows are keyboards as they are laid out: each key with what it types alone and with the shift key. The keys of a row
// stand half a key to the right of those above; keypads have straight columns.
var rows = struct{ qwerty, dvorak, keypad, macKeypad []string }{
	qwerty: []string{
		"`~ 1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) -_ =+", "   qQ wW eE rR tT yY uU iI oO pP [{ ]} \\|",
		"   aA sS dD fF gG hH jJ kK lL ;: '\"", "   zZ xX cC vV bB nN mM ,< .> /?",
	},
	dvorak: []string{
		"`~ 1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) [{ ]}", "   '\" ,< .> pP yY fF gG cC rR lL /? =+ \\|",
		"   aA oO eE uU iI dD hH tT nN sS -_", "   ;: qQ jJ kK xX bB mM wW vV zZ",
	},
	keypad:    []string{"   /  *  -", "7  8  9  +", "4  5  6", "1  2  3", "   0  ."},
	macKeypad: []string{"   =  /  *", "7  8  9  -", "4  5  6  +", "1  2  3", "   0  ."},
}

// key is where a character is typed.
type key struct {
	x, y    int
	shifted bool
}

// keyboard is a layout with what an attacker's search over it costs.
type keyboard struct {
	keys       map[rune]key
	directions [][2]int
	slanted    bool
}

func newKeyboard(rows []string, slanted bool) *keyboard {
	k := &keyboard{keys: map[rune]key{}, slanted: slanted}
	// Clockwise from the left.
	k.directions = [][2]int{{-1, 0}, {-1, -1}, {0, -1}, {1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}}
	if slanted {
		k.directions = [][2]int{{-1, 0}, {0, -1}, {1, -1}, {1, 0}, {0, 1}, {-1, 1}}
	}
	for y, row := range rows {
		for i, r := range row {
			if r != ' ' {
				k.keys[r] = key{x: i / 3, y: y, shifted: i%3 == 1}
			}
		}
	}
	return k
}

// degree is how many keys a key has around it on average, with every character counted.
func (k *keyboard) degree() float64 {
	taken := map[[2]int]bool{}
	for _, at := range k.keys {
		taken[[2]int{at.x, at.y}] = true
	}
	around := 0
	for _, at := range k.keys {
		for _, d := range k.directions {
			if taken[[2]int{at.x + d[0], at.y + d[1]}] {
				around++
			}
		}
	}
	return float64(around) / float64(len(k.keys))
}

// walks finds walks from key to neighbouring key, of at least three: "qwerty", "zaq12wsx".
func walks(text []rune) []pattern {
	var out []pattern
	qwerty, keypad := newKeyboard(rows.qwerty, true), newKeyboard(rows.keypad, false)
	for _, k := range []*keyboard{qwerty, newKeyboard(rows.dvorak, true), keypad, newKeyboard(rows.macKeypad, false)} {
		// An attacker's search costs the same on both keyboards, and on both keypads.
		model := keypad
		if k.slanted {
			model = qwerty
		}
		for first := 0; first < len(text)-1; {
			last, turns, shifted := k.walk(text, first)
			if last-first >= 2 {
				out = append(out, pattern{first, last, model.cost(last-first+1, turns, shifted)})
			}
			first = last + 1
		}
	}
	return out
}

// walk follows the text from key to key as far as it goes.
func (k *keyboard) walk(text []rune, first int) (last, turns, shifted int) {
	at, ok := k.keys[text[first]]
	if !ok {
		return first, 0, 0
	}
	if at.shifted && k.slanted {
		shifted++
	}
	direction := -1
	for last = first; last+1 < len(text); last++ {
		next, ok := k.keys[text[last+1]]
		if !ok {
			break
		}
		d := slices.Index(k.directions, [2]int{next.x - at.x, next.y - at.y})
		if d < 0 {
			break
		}
		if next.shifted {
			shifted++
		}
		if d != direction {
			turns++
			direction = d
		}
		at = next
	}
	return last, turns, shifted
}

// cost is the number of walks of at most this length and this many turns, shifted characters counted in.
func (k *keyboard) cost(length, turns, shifted int) float64 {
	starts, degree := float64(len(k.keys)), k.degree()
	sum := 0.0
	for i := 2; i <= length; i++ {
		power := 1.0
		for j := 1; j <= min(turns, i-1); j++ {
			power *= degree
			sum += choose(i-1, j-1) * starts * power
		}
	}
	switch {
	case shifted == 0:
	case shifted == length:
		sum *= 2
	default:
		sum *= variations(shifted, length-shifted)
	}
	return sum
}

func isDigit(r rune) bool { return r < unicode.MaxASCII && unicode.IsDigit(r) }
