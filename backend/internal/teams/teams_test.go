package teams_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

func TestWorkspacesOfAPerson(t *testing.T) {
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d)
		p := s.Seed(t, "p@example.com")
		want := []string{"owner"}
		for i, role := range []string{"admin", "operator", "auditor", "viewer"} {
			s.Join(t, p, s.Seed(t, fmt.Sprintf("owner%d@example.com", i)).Workspace, role)
			want = append(want, role)
		}
		s.Seed(t, "stranger@example.com")
		var roles []string
		var last int64
		for in := (api.Page{Limit: 2}); ; {
			list, err := p.Workspaces.List(t.Context(), in)
			if err != nil || len(list.Items) > 2 {
				t.Fatalf("%+v, %v", list, err)
			}
			for _, w := range list.Items {
				if w.ID <= last || w.Name == "" || w.CreatedAt.IsZero() {
					t.Errorf("after %d: %+v", last, w)
				}
				roles, last = append(roles, w.Role), w.ID
			}
			if in.Cursor = list.NextCursor; in.Cursor == "" {
				break
			}
		}
		if !slices.Equal(roles, want) {
			t.Errorf("roles %v, want %v", roles, want)
		}
		_, err := p.Workspaces.List(t.Context(), api.Page{Cursor: "made-up"})
		live.Refused(t, err, http.StatusUnprocessableEntity, "page.bad_cursor")
	})
}
