package fault

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

var errTest = Declare(Conflict, "test.taken", "It is taken.")

func TestDerivedFaultsAreTheSameFault(t *testing.T) {
	cause := errors.New("secret cause")
	derived := errTest.Because(cause).Saying("Label %q is taken.", "x").At("body.label", "is taken").After(time.Second)
	wrapped := fmt.Errorf("outside: %w", derived)
	if !errors.Is(wrapped, errTest) || !errors.Is(wrapped, cause) {
		t.Error("a derived fault is neither its origin nor its cause")
	}
	f := Of(wrapped)
	if f.Code() != "test.taken" || f.Detail() != `Label "x" is taken.` || f.RetryAfter() != time.Second || len(f.Fields()) != 1 {
		t.Errorf("got %+v", f)
	}
	if errTest.Detail() != "It is taken." || len(errTest.Fields()) != 0 {
		t.Error("deriving changed the declared fault")
	}
}

func TestUndeclaredErrorsAreInternalAndBland(t *testing.T) {
	f := Of(errors.New("password of the database"))
	if f.Kind() != Internal || f.Detail() != ErrInternal.Detail() {
		t.Errorf("got %v %q", f.Kind(), f.Detail())
	}
}

func TestCodesAreDeclaredOnceAndWellFormed(t *testing.T) {
	for name, declare := range map[string]func(){
		"twice":     func() { Declare(Conflict, "test.taken", "") },
		"malformed": func() { Declare(Conflict, "Taken", "") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			declare()
		}()
	}
	if Declared()["test.taken"] != errTest {
		t.Error("a declared fault is not listed")
	}
}
