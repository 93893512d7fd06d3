package iam

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// write is what the room knows of one operation of IAM that writes, beyond how the
// SDK calls it.
type write[I, O any] struct {
	// prepare sets what no plan shows, such as a password, and gives it to be answered.
	prepare func(in *I) ([]api.PlanSecret, error)
	// outcome is what came of a call.
	outcome func(in *I, out *O) plans.Outcome
	// settled tells of AWS's refusals that the effect is there already: what was to
	// be removed is gone, what was to be uploaded is there.
	settled func(err error) bool
	// happened looks whether a call without an answer has its effect; nil for calls
	// that change nothing when they are sent twice.
	happened func(ctx context.Context, client *iam.Client, in *I, since time.Time) (bool, plans.Outcome, error)
	// undo gives the calls that take it back; nil when nothing can.
	undo func(in *I, b before, output map[string]string) []call
}

// call is an operation with its input, which taking another one back needs.
type call struct {
	operation string
	input     any
	before    any
	says      string
}

// before is what was read of things before a step, as the step needs it to be taken
// back.
type before struct{ raw json.RawMessage }

// into reads it; false when there is nothing, or nothing that fits.
func (b before) into(v any) bool { return len(b.raw) > 0 && json.Unmarshal(b.raw, v) == nil }

// text is a before that is one text.
func (b before) text() (s string, ok bool) { return s, b.into(&s) }

// sender is how the SDK calls an operation.
type sender[I, O any] func(*iam.Client, context.Context, *I, ...func(*iam.Options)) (*O, error)

// operation makes a plan's operation of a call of the SDK.
func operation[I, O any](name string, send sender[I, O], w write[I, O]) plans.Operation {
	out := plans.Operation{
		Name:  "iam:" + name,
		Check: func(input []byte) error { return plans.Decode(input, new(I)) },
		Run: func(ctx context.Context, config aws.Config, input []byte) (plans.Outcome, error) {
			in := new(I)
			if err := plans.Decode(input, in); err != nil {
				return plans.Outcome{}, err
			}
			var secrets []api.PlanSecret
			if w.prepare != nil {
				var err error
				if secrets, err = w.prepare(in); err != nil {
					return plans.Outcome{}, err
				}
			}
			answer, err := send(iam.NewFromConfig(config), ctx, in)
			if err != nil {
				if w.settled != nil && w.settled(err) {
					return plans.Outcome{Note: "It was so already."}, nil
				}
				return plans.Outcome{}, err
			}
			outcome := plans.Outcome{Secrets: secrets}
			if w.outcome != nil {
				made := w.outcome(in, answer)
				outcome.Output, outcome.Note = made.Output, made.Note
				outcome.Secrets = append(outcome.Secrets, made.Secrets...)
			}
			return outcome, nil
		},
		Happened: func(ctx context.Context, config aws.Config, input []byte, since time.Time) (bool, plans.Outcome, error) {
			if w.happened == nil {
				return false, plans.Outcome{}, nil
			}
			in := new(I)
			if err := plans.Decode(input, in); err != nil {
				return false, plans.Outcome{}, err
			}
			return w.happened(ctx, iam.NewFromConfig(config), in, since)
		},
	}
	if w.undo != nil {
		out.Undo = func(done plans.Done) []plans.Step {
			in := new(I)
			if plans.Decode(done.Input, in) != nil {
				return nil
			}
			return stepsOf(done.Target, w.undo(in, before{done.Before}, done.Output))
		}
	}
	return out
}

// stepsOf makes steps of calls on one target.
func stepsOf(target string, calls []call) []plans.Step {
	steps := make([]plans.Step, 0, len(calls))
	for _, c := range calls {
		input, err := plans.Exact(c.input)
		if err != nil {
			return nil
		}
		step := plans.Step{Operation: c.operation, Target: target, Input: input, Says: c.says}
		if c.before != nil {
			if step.Before, err = json.Marshal(c.before); err != nil {
				return nil
			}
		}
		steps = append(steps, step)
	}
	return steps
}

// gone tells that what was to be removed is not there.
func gone(err error) bool {
	var missing *types.NoSuchEntityException
	return errors.As(err, &missing)
}

// exists makes a happened of a call that finds what another one makes.
func exists[O any](answer *O, err error) (bool, plans.Outcome, error) {
	if gone(err) {
		return false, plans.Outcome{}, nil
	}
	return err == nil, plans.Outcome{}, err
}
