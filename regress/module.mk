# Tests.  A unit test stands at the mirrored path of its source:
# common/base/rbuf.c is tested by regress/unit/common/base/rbuf_test.c, and
# links the real libraries; regress/unit/fake/*.c replace base/loop and
# base/clock in tests whose name ends in _ftest.c (fake time).
UNIT_SRCS  = $(sort $(shell find regress/unit -name '*_test.c' -o -name '*_ftest.c' 2>/dev/null))
UNIT_BINS  = $(patsubst regress/unit/%.c,$(B)/unit/%,$(UNIT_SRCS))
FAKE_OBJS  = $(patsubst regress/unit/fake/%.c,$(B)/unit/fake/%.o,$(wildcard regress/unit/fake/*.c))

# The second path element names the program whose objects a test may link.
unit_prog  = $(filter $(PROGRAMS),$(firstword $(subst /, ,$(1))))

.SECONDEXPANSION:
$(B)/unit/%.o: regress/unit/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -Icommon -Iregress/unit $(addprefix -I,$(call unit_prog,$*)) \
	    -c -o $@ $<

$(B)/unit/%_test: $(B)/unit/%_test.o $$(addprefix $(B)/lib,$$(addsuffix .a,$$(call unit_prog,$$*))) $(B)/libcommon.a
	@echo "  ld   $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcrypto -lcmocka

$(B)/unit/%_ftest: $(B)/unit/%_ftest.o $(FAKE_OBJS) $$(addprefix $(B)/lib,$$(addsuffix .a,$$(call unit_prog,$$*))) $(B)/libcommon.a
	@echo "  ld   $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcrypto -lcmocka

# libFuzzer-style targets: regress/fuzz/NAME.c with seeds in regress/fuzz/NAME/.
FUZZ_SRCS = $(sort $(wildcard regress/fuzz/*_fuzz.c))
FUZZ_BINS = $(patsubst regress/fuzz/%.c,$(B)/fuzz/%,$(FUZZ_SRCS))

unit-build: $(UNIT_BINS)

unit: $(UNIT_BINS)
	@sh regress/run_unit.sh $(UNIT_BINS)

.PHONY: unit unit-build
