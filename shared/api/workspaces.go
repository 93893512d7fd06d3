package api

import "time"

// Workspace is a tenant: what it holds is seen by its members only.
type Workspace struct {
	ID        int64     `json:"id"`
	Name      string    `json:"name"`
	Personal  bool      `json:"personal" doc:"Made with the account; holds one person"`
	Role      string    `json:"role" enum:"owner,admin,operator,auditor,viewer" doc:"What the asking user is in it"`
	CreatedAt time.Time `json:"created_at"`
}

// WorkspaceList is the workspaces of the asking user.
type WorkspaceList struct {
	Items      []Workspace `json:"items" nullable:"false"`
	NextCursor string      `json:"next_cursor" doc:"Empty at the end"`
}
