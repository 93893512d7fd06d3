package cli

import (
	"net/http"
	"testing"
	"time"
)

func TestTheClockIsJudged(t *testing.T) {
	now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		off  time.Duration
		want string
	}{
		{0, checkFine},
		{59 * time.Second, checkFine},
		{-2 * time.Minute, checkWarning},
		{2 * time.Minute, checkWarning},
		{-6 * time.Minute, checkFailed},
		{time.Hour, checkFailed},
	} {
		e := &examination{}
		e.judgeClock(now.Format(http.TimeFormat), now.Add(test.off))
		if len(e.checks) != 1 || e.checks[0].Status != test.want {
			t.Errorf("%s: %+v", test.off, e.checks)
		}
	}
	e := &examination{}
	if e.judgeClock("yesterday", now); e.checks[0].Status != checkWarning {
		t.Errorf("%+v", e.checks)
	}
}

func TestFirstWord(t *testing.T) {
	for command, want := range map[string]string{
		`iamcopilot credential-process --credential x`: "iamcopilot", `"/my programs/iamcopilot" credential-process`: "/my programs/iamcopilot", "": "",
	} {
		if got := firstWord(command); got != want {
			t.Errorf("%q: %q", command, got)
		}
	}
}
