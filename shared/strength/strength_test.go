package strength

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
)

func TestScore(t *testing.T) {
	for _, c := range []struct {
		password string
		about    []string
		want     int
	}{
		{"", nil, 0},
		{"password", nil, 0},
		{"P@ssw0rd", nil, 0},
		{"drowssap", nil, 0},
		{"qwertyuiop", nil, 0},
		{"aaaaaaaaaaaaaaaa", nil, 0},
		{"abcdefghijklm", nil, 0},
		{"password1234", nil, 1},
		{"12031984", nil, 1},
		{"correct horse battery staple", nil, 4},
		{"Quiet-Harbor-72", nil, 4},
		{"D0g..................", nil, 1},
		{"Vrolkandimeer12", nil, 4},
		{"Vrolkandimeer12", []string{"vrolkandimeer"}, 1},
		{"pässwörd-größe-straße", nil, 4},
		{"\xff\xfe", nil, 0},
	} {
		if got := Score(c.password, c.about...); got != c.want {
			t.Errorf("Score(%q, %q) = %d, want %d (%g guesses)", c.password, c.about, got, c.want, Guesses(c.password, c.about...))
		}
	}
}

// samples are passwords as people make them: parts of every kind, put together.
func samples(n int) []string {
	random := rand.New(rand.NewPCG(7, 7))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	c := common()
	letters := "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!@#$%^&*()-_=+[]{};:,.<>/?|~ "
	parts := []func() string{
		func() string { i := random.IntN(len(c.ranks)); return c.text[c.starts[i]:c.starts[i+1]] },
		func() string {
			return pick("password", "monkey", "dragon", "letmein", "smith", "anna", "thomas", "house")
		},
		func() string {
			return pick("p4ssw0rd", "m0nk3y", "dr@gon", "l3tm31n", "5m1th", "@nn4", "7h0mas", "8a$3ball")
		},
		func() string { return pick("Password", "MONKEY", "dragoN", "LetMeIn", "sMiTh") },
		func() string {
			return pick("qwerty", "asdfgh", "zaq12wsx", "1qaz", "7410", "369", "QwErTy", "aoeuid", "#$%^")
		},
		func() string { return pick("abcd", "4321", "97531", "aceg", "zyx", "ABCDE", "111", "xyxyxy", "abcabc") },
		func() string {
			return pick("1987", "2019", "12031984", "3/12/2004", "31.12.99", "2015-06-04", "1191", "111504")
		},
		func() string {
			var b strings.Builder
			for range 1 + random.IntN(5) {
				b.WriteByte(letters[random.IntN(len(letters))])
			}
			return b.String()
		},
	}
	list := make([]string, n)
	for i := range list {
		for range 1 + random.IntN(4) {
			list[i] += parts[random.IntN(len(parts))]()
		}
	}
	return list
}

// TestAgreesWithZxcvbn compares with another implementation: an estimate must never be above its, so that nothing it
// calls weak passes here; and it is the same for nearly every password.
func TestAgreesWithZxcvbn(t *testing.T) {
	const n = 2000
	lower := 0
	for _, password := range samples(n) {
		theirs, ours := zxcvbn.PasswordStrength(password, []string{"anna", "Thomas"}), Guesses(password, "anna", "Thomas")
		if ours > theirs.Guesses*1.0001 {
			t.Errorf("%q: %g guesses, zxcvbn says %g", password, ours, theirs.Guesses)
		}
		if ours < theirs.Guesses*0.9999 {
			lower++
		}
		if score := Score(password, "anna", "Thomas"); score > theirs.Score {
			t.Errorf("%q: score %d, zxcvbn says %d", password, score, theirs.Score)
		}
	}
	t.Logf("%d of %d estimates are below zxcvbn's", lower, n)
	if lower > n/10 {
		t.Errorf("%d of %d estimates are below zxcvbn's", lower, n)
	}
}

func TestEveryWordHasARank(t *testing.T) {
	c := common()
	if len(c.ranks) < 90_000 {
		t.Fatalf("%d words", len(c.ranks))
	}
	for i := range c.ranks {
		word := c.text[c.starts[i]:c.starts[i+1]]
		if c.rank(word) != int(c.ranks[i]) || c.ranks[i] == 0 {
			t.Fatalf("%q has the rank %d, found %d", word, c.ranks[i], c.rank(word))
		}
	}
	if c.rank("password") != 2 {
		t.Errorf("password has the rank %d", c.rank("password"))
	}
	if c.rank("vrolkandimeer") != 0 {
		t.Error("a word that nobody uses has a rank")
	}
}

func TestPersonalWordsGoFirst(t *testing.T) {
	own := personal([]string{"Vrolkandimeer", "password", "", "vrolkandimeer"})
	if len(own) != 2 || own.rank("vrolkandimeer") != 1 || own.rank("password") != 2 {
		t.Errorf("%v", own)
	}
}

func FuzzGuesses(f *testing.F) {
	for _, s := range append(samples(20), "", "ä", "äöäöäö", "\x00\x01\x02", strings.Repeat("a1", 60), strings.Repeat("(", 300), "日本語日本語") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, password string) {
		n := Guesses(password, password)
		if !(n >= 1) {
			t.Fatalf("%q: %g guesses", password, n)
		}
		if utf8.ValidString(password) && Guesses(password) < n {
			t.Fatalf("%q: knowing the password makes it harder", password)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	Score("warm")
	b.ReportAllocs()
	for b.Loop() {
		Score("correct horse B@ttery 2015-06-04 qwerty")
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		readCommon()
	}
}
