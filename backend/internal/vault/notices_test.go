package vault

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func ago(days float64) *time.Time {
	at := noon.Add(-time.Duration(days * 24 * float64(time.Hour)))
	return &at
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	fresh := func(change func(*credentialRow)) *credentialRow {
		r := &credentialRow{Kind: kindAccessKey, KeyPrefix: "AKIA", CreatedAt: *ago(1), VerifiedAt: ago(1), LastUsedAt: ago(1)}
		change(r)
		return r
	}
	federated := func(change func(*credentialRow)) *credentialRow {
		r := fresh(change)
		r.Kind, r.KeyPrefix, r.AWSAccountID, r.SSORoleName = kindIdentityCenter, "", "123456789012", "Admin"
		return r
	}
	in := func(days float64) *signInRow {
		return &signInRow{State: signedIn, AccessTokenExpiresAt: ago(-0.01), ClientExpiresAt: ago(-days), EncryptedRefreshToken: []byte("x")}
	}
	none := func(*credentialRow) {}
	for _, c := range []struct {
		name string
		row  *credentialRow
		with beside
		want string
	}{
		{"a fresh key", fresh(none), beside{}, ""},
		{"89 days old", fresh(func(r *credentialRow) { r.CreatedAt = *ago(89) }), beside{}, ""},
		{"90 days old", fresh(func(r *credentialRow) { r.CreatedAt = *ago(90) }), beside{}, "key_old"},
		{"an old row with a new key", fresh(func(r *credentialRow) { r.CreatedAt, r.KeyCreatedAt = *ago(400), ago(3) }), beside{}, ""},
		{"a new row with an old key", fresh(func(r *credentialRow) { r.KeyCreatedAt = ago(100) }), beside{}, "key_old"},
		{"a role is as old as it likes", fresh(func(r *credentialRow) { r.Kind, r.CreatedAt = kindAssumeRole, *ago(400) }), beside{}, ""},
		{"never verified", fresh(func(r *credentialRow) { r.VerifiedAt = nil }), beside{}, "never_verified"},
		{"unused", fresh(func(r *credentialRow) { r.LastUsedAt = ago(90) }), beside{}, "unused"},
		{"never used, but new", fresh(func(r *credentialRow) { r.LastUsedAt = nil }), beside{}, ""},
		{"never used", fresh(func(r *credentialRow) { r.LastUsedAt, r.CreatedAt, r.KeyCreatedAt = nil, *ago(91), ago(1) }), beside{}, "unused"},
		{"a session of two days", fresh(func(r *credentialRow) { r.KeyPrefix, r.ExpiresAt = "ASIA", ago(-2) }), beside{}, ""},
		{"a session of some hours", fresh(func(r *credentialRow) { r.KeyPrefix, r.ExpiresAt = "ASIA", ago(-0.5) }), beside{}, "session_expiring"},
		{"a session that is over", fresh(func(r *credentialRow) { r.KeyPrefix, r.ExpiresAt = "ASIA", ago(0) }), beside{}, "session_expired"},
		{"an old session has no old key", fresh(func(r *credentialRow) { r.KeyPrefix, r.CreatedAt = "ASIA", *ago(100) }), beside{}, ""},
		{"a rotation that stands still", fresh(none), beside{problem: "No."}, "rotation_stuck"},
		{"nobody has signed in", federated(none), beside{}, "sign_in_needed"},
		{"signed in", federated(none), beside{signIn: in(80)}, ""},
		{"signed in, not for long", federated(none), beside{signIn: in(6)}, "sign_in_expiring"},
		{"signed in, without a role", func() *credentialRow { r := federated(none); r.SSORoleName = ""; return r }(), beside{signIn: in(80)}, "no_role"},
		{"everything", fresh(func(r *credentialRow) { r.CreatedAt, r.VerifiedAt, r.LastUsedAt = *ago(200), nil, nil }), beside{}, "key_old never_verified unused"},
	} {
		var got []string
		for _, w := range warnings(c.row, c.with, noon) {
			if w.Message == "" || !strings.HasSuffix(w.Message, ".") {
				t.Errorf("%s: %q is no sentence", c.name, w.Message)
			}
			got = append(got, w.Code)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %q", c.name, got, c.want)
		}
	}
}

func TestAgesAndEnds(t *testing.T) {
	t.Parallel()
	r := &credentialRow{Kind: kindAccessKey, KeyPrefix: "AKIA", CreatedAt: *ago(10.9)}
	if got := r.view(beside{}, noon); got.KeyAgeDays == nil || *got.KeyAgeDays != 10 || got.ExpiresAt != nil || got.Tags == nil || got.Warnings == nil {
		t.Errorf("%+v", got)
	}
	sign := &signInRow{State: signedIn, AccessTokenExpiresAt: ago(-0.1)}
	center := &credentialRow{Kind: kindIdentityCenter, CreatedAt: *ago(10)}
	if got := center.view(beside{signIn: sign}, noon); got.KeyAgeDays != nil || got.ExpiresAt == nil || !got.ExpiresAt.Equal(*ago(-0.1)) {
		t.Errorf("a sign-in that cannot be renewed: %+v", got.ExpiresAt)
	}
	if got := center.view(beside{}, noon); got.ExpiresAt != nil || got.IdentityCenter.SignInState != signInNone {
		t.Errorf("%+v", got)
	}
	var _ api.Credential = center.view(beside{}, noon)
}

// Each threshold is told once; those that have been missed are not made up for.
func TestNotices(t *testing.T) {
	t.Parallel()
	codes := func(r *credentialRow, sign *signInRow, now time.Time) string {
		var out []string
		for _, n := range notices(r, sign, now) {
			out = append(out, fmt.Sprintf("%s+%d", n.code, len(n.also)))
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	old := &credentialRow{Kind: kindAccessKey, KeyPrefix: "AKIA", CreatedAt: *ago(90)}
	if got := codes(old, nil, noon); got != "key_90_days+0" {
		t.Errorf("an old key: %q", got)
	}
	if got := codes(old, nil, noon.Add(-time.Second)); got != "" {
		t.Errorf("a moment before: %q", got)
	}
	short := &credentialRow{Kind: kindAccessKey, KeyPrefix: "ASIA", CreatedAt: *ago(0), ExpiresAt: &noon}
	center := &credentialRow{Kind: kindIdentityCenter}
	sign := &signInRow{State: signedIn, ClientExpiresAt: &noon, AccessTokenExpiresAt: &noon, EncryptedRefreshToken: []byte("x")}
	for days, want := range map[float64]string{31: "", 30: "ends_30_days+0", 8: "ends_30_days+0", 7: "ends_7_days+1", 1.5: "ends_7_days+1", 1: "ends_1_day+2", 0.1: "ends_1_day+2", 0: "over+3", -5: "over+3"} {
		now := *ago(days)
		if got := codes(short, nil, now); got != want {
			t.Errorf("a session, %v days before: %q, want %q", days, got, want)
		}
		if got := codes(center, sign, now); got != want {
			t.Errorf("a sign-in, %v days before: %q, want %q", days, got, want)
		}
	}
	if got := codes(center, &signInRow{State: signInExpired, ClientExpiresAt: &noon}, noon); got != "" {
		t.Errorf("nobody is signed in: %q", got)
	}
}
