package plans

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Undo plans to take back what a plan has done: the inverse of each step that is
// done, the last one first. Like every plan it changes nothing until it is applied.
func (s *Service) Undo(ctx context.Context, sc access.Scope, in api.ByID) (api.Plan, error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.Plan{}, err
	}
	steps, err := s.store.steps(ctx, sc, in.ID)
	if err != nil {
		return api.Plan{}, err
	}
	before, err := s.preimageOf(ctx, sc, row)
	if err != nil {
		return api.Plan{}, err
	}
	back, stays, err := s.inverse(steps, before)
	if err != nil {
		return api.Plan{}, err
	}
	if len(back) == 0 {
		return api.Plan{}, ErrNotUndoable
	}
	d, err := s.Begin(ctx, sc, row.CredentialID, "Take back: "+row.Title)
	if err != nil {
		return api.Plan{}, err
	}
	if d.AccountID != row.AccountID {
		return api.Plan{}, ErrOtherAccount.Saying("The credential is of the AWS account %s now; the plan was made for %s.", d.AccountID, row.AccountID)
	}
	// What was read then is read now, so that applying notices what changes in between.
	for _, r := range before.Readings {
		state, err := s.read(ctx, d.Config, r.Reader, r.Input)
		if err != nil {
			return api.Plan{}, err
		}
		d.preimage.Readings = append(d.preimage.Readings, reading{r.Reader, r.Input, state})
	}
	d.undoOf, d.steps = row.ID, back
	d.about.Warnings = append(d.about.Warnings, stays...)
	if err := d.mirror(row); err != nil {
		return api.Plan{}, err
	}
	return d.Save(ctx)
}

// inverse gives the steps that take back what is done, and sentences on what stays
// as it is.
func (s *Service) inverse(steps []stepRow, before preimage) (back []Step, stays []string, err error) {
	for i := len(steps) - 1; i >= 0; i-- {
		row := &steps[i]
		switch row.State {
		case stepDone:
		case stepStarted:
			stays = append(stays, fmt.Sprintf("Whether step %d has happened is not known, so it is not taken back: %s", row.N, row.Says))
			continue
		default:
			continue
		}
		done := Done{
			Step:   Step{Operation: row.Operation, Target: row.Target, Input: json.RawMessage(row.Input), Says: row.Says, Before: before.Before[row.N]},
			Output: map[string]string{},
		}
		if row.Output != "" {
			if err := json.Unmarshal([]byte(row.Output), &done.Output); err != nil {
				return nil, nil, err
			}
		}
		var undo []Step
		if operation := s.operations[row.Operation]; operation.Undo != nil {
			undo = operation.Undo(done)
		}
		if len(undo) == 0 {
			stays = append(stays, "This stays as it is: "+row.Says)
		}
		back = append(back, undo...)
	}
	return back, stays, nil
}

// mirror says of the plan what the other one said, the other way round.
func (d *Draft) mirror(of *planRow) error {
	var said about
	if err := json.Unmarshal([]byte(of.About), &said); err != nil {
		return err
	}
	turned := func(list []api.PlanAccessChange, verb, by string) []api.PlanAccessChange {
		out := make([]api.PlanAccessChange, 0, len(list))
		for _, c := range list {
			if w := c.Witness; w != nil {
				other := *w
				other.AllowedBy, c.Witness = by, &other
				c.Sentence = c.Subject + " " + verb + " access, such as to " + w.Action + " on " + w.Resource + "."
			}
			out = append(out, c)
		}
		return out
	}
	d.about.Access = api.PlanAccess{Grants: turned(said.Access.Removes, "gains", "a"), Removes: turned(said.Access.Grants, "loses", "b")}
	d.Affects(said.Affected...)
	return nil
}
