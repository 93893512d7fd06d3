package e2e

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// listUsersAnswer is the answer of IAM's ListUsers on the wire ("ListUsers",
// IAM API reference).
type listUsersAnswer struct {
	XMLName     xml.Name  `xml:"https://iam.amazonaws.com/doc/2010-05-08/ ListUsersResponse"`
	Users       []wireUsr `xml:"ListUsersResult>Users>member"`
	IsTruncated bool      `xml:"ListUsersResult>IsTruncated"`
	Marker      string    `xml:"ListUsersResult>Marker,omitempty"`
}

type wireUsr struct {
	Path, UserName, UserId, Arn, CreateDate string
}

// pagingIAM serves ListUsers piece by piece, which the emulator does not: at
// most MaxItems users, and a marker that only it understands, with signs that
// must survive the way through the cursor.
func pagingIAM(t *testing.T, names []string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil || r.Form.Get("Action") != "ListUsers" {
			t.Errorf("asked for %v, %v", r.Form, err)
		}
		from, most := 0, 100 // AWS's default
		if marker := r.Form.Get("Marker"); marker != "" {
			var err error
			if from, err = strconv.Atoi(strings.TrimPrefix(marker, "AAYEXAMPLE+/=é ")); err != nil {
				t.Errorf("the marker came back as %q", marker)
			}
		}
		if items := r.Form.Get("MaxItems"); items != "" {
			most, _ = strconv.Atoi(items)
		}
		to := min(from+most, len(names))
		answer := listUsersAnswer{IsTruncated: to < len(names)}
		for _, name := range names[from:to] {
			answer.Users = append(answer.Users, wireUsr{"/", name, "AIDAEXAMPLE", "arn:aws:iam::" + account + ":user/" + name, "2026-01-02T03:04:05Z"})
		}
		if answer.IsTruncated {
			answer.Marker = fmt.Sprintf("AAYEXAMPLE+/=é %d", to)
		}
		w.Header().Set("Content-Type", "text/xml")
		if err := xml.NewEncoder(w).Encode(answer); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestUsersComeInPieces(t *testing.T) {
	var names []string
	for i := range 60 {
		names = append(names, fmt.Sprintf("person-%03d", i))
	}
	s := live.Start(t, testkit.NewSQLite(t), at(pagingIAM(t, names)))
	p := s.Seed(t, "p@example.com")
	add(t, p, "Production", testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})
	for _, c := range []struct {
		limit  int
		pieces []int
	}{
		{25, []int{25, 25, 10}},
		{30, []int{30, 30}},
		{60, []int{60}},
		{0, []int{50, 10}}, // the interface's default
		{200, []int{60}},
	} {
		var got []string
		var pieces []int
		for in := (api.IAMUserListIn{Limit: c.limit}); ; {
			list, err := p.IAM.ListUsers(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			pieces = append(pieces, len(list.Items))
			for _, u := range list.Items {
				got = append(got, u.UserName)
			}
			if in.Cursor = list.NextCursor; in.Cursor == "" {
				break
			}
		}
		if !slices.Equal(got, names) || !slices.Equal(pieces, c.pieces) {
			t.Errorf("limit %d: pieces %v, want %v; users %v", c.limit, pieces, c.pieces, got)
		}
	}
}
