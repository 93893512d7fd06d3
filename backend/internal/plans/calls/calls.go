// Package calls makes operations of plans out of calls of the AWS SDK, for any of
// its services: how each is sent, looked up and taken back is a Write.
package calls

import (
	"context"
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
)

// Write is what a room knows of one call that writes, beyond how the SDK sends it.
// C is the service's client, I and O the call's input and output.
type Write[C, I, O any] struct {
	// Outcome is what came of a call.
	Outcome func(in *I, out *O) plans.Outcome
	// Wait waits for what AWS does after its answer; nil for calls that are done then.
	// An error without AWS's words leaves open whether the step has happened.
	Wait func(ctx context.Context, client C, in *I, out *O) (plans.Outcome, error)
	// Settled tells of AWS's refusals that the effect is there already.
	Settled func(err error) bool
	// Happened looks whether a call without an answer has its effect; nil for calls
	// that change nothing when they are sent twice.
	Happened func(ctx context.Context, client C, in *I, since time.Time) (bool, plans.Outcome, error)
	// Undo gives the calls that take it back; nil when nothing can.
	Undo func(in *I, before Before, output map[string]string) []Call
}

// Call is an operation with its input.
type Call struct {
	Operation string
	Input     any
	Before    any // what taking this one back needs; may be nil
	Says      string
}

// Before is how things were before a step.
type Before struct{ raw json.RawMessage }

// Into reads it; false when there is nothing, or nothing that fits.
func (b Before) Into(v any) bool { return len(b.raw) > 0 && json.Unmarshal(b.raw, v) == nil }

// Service makes operations of one service's calls.
type Service[C any] struct {
	// Prefix is what policies call the service: organizations.
	Prefix string
	Client func(aws.Config) C
	// Explain makes errors say what to do about them.
	Explain func(error) error
	// Changed is told after something was, or may have been, changed; may be nil.
	Changed func()
}

// Sender is how the SDK sends a call; F is the type of the client's options.
type Sender[C, I, O, F any] func(C, context.Context, *I, ...F) (*O, error)

// Operation makes a plan's operation.
func Operation[C, I, O, F any](s Service[C], name string, send Sender[C, I, O, F], w Write[C, I, O]) plans.Operation {
	out := plans.Operation{
		Name:  s.Prefix + ":" + name,
		Check: func(input []byte) error { return plans.Decode(input, new(I)) },
		Run: func(ctx context.Context, config aws.Config, input []byte) (plans.Outcome, error) {
			in := new(I)
			if err := plans.Decode(input, in); err != nil {
				return plans.Outcome{}, err
			}
			if s.Changed != nil {
				defer s.Changed()
			}
			client := s.Client(config)
			answer, err := send(client, ctx, in)
			if err != nil {
				if w.Settled != nil && w.Settled(err) {
					return plans.Outcome{Note: "It was so already."}, nil
				}
				return plans.Outcome{}, s.Explain(err)
			}
			switch {
			case w.Wait != nil:
				return w.Wait(ctx, client, in, answer)
			case w.Outcome != nil:
				return w.Outcome(in, answer), nil
			}
			return plans.Outcome{}, nil
		},
		Happened: func(ctx context.Context, config aws.Config, input []byte, since time.Time) (bool, plans.Outcome, error) {
			if w.Happened == nil {
				return false, plans.Outcome{}, nil
			}
			in := new(I)
			if err := plans.Decode(input, in); err != nil {
				return false, plans.Outcome{}, err
			}
			happened, outcome, err := w.Happened(ctx, s.Client(config), in, since)
			return happened, outcome, s.Explain(err)
		},
	}
	if w.Undo != nil {
		out.Undo = func(done plans.Done) []plans.Step {
			in := new(I)
			if plans.Decode(done.Input, in) != nil {
				return nil
			}
			return steps(done.Target, w.Undo(in, Before{done.Before}, done.Output))
		}
	}
	return out
}

// steps makes steps of calls on one target; nil when one cannot be written.
func steps(target string, calls []Call) []plans.Step {
	out := make([]plans.Step, 0, len(calls))
	for _, c := range calls {
		input, err := plans.Exact(c.Input)
		if err != nil {
			return nil
		}
		step := plans.Step{Operation: c.Operation, Target: target, Input: input, Says: c.Says}
		if c.Before != nil {
			if step.Before, err = json.Marshal(c.Before); err != nil {
				return nil
			}
		}
		out = append(out, step)
	}
	return out
}
