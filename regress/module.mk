# Tests.  A unit test stands at the mirrored path of its source:
# common/base/rbuf.c is tested by regress/unit/common/base/rbuf_test.c, and
# links the real libraries; regress/unit/fake/*.c replace base/loop and
# base/clock in tests whose name ends in _ftest.c (fake time).
UNIT_SRCS  = $(sort $(shell find regress/unit -name '*_test.c' -o -name '*_ftest.c' 2>/dev/null))
UNIT_BINS  = $(patsubst regress/unit/%.c,$(B)/unit/%,$(UNIT_SRCS))
FAKE_OBJS  = $(patsubst regress/unit/fake/%.c,$(B)/unit/fake/%.o,$(wildcard regress/unit/fake/*.c))

# The program in whose directory's mirror a test stands: its objects are linked.
# The last one that fits, so that a test in ctl/healthcheck/ is not bgpctl's.
unit_prog  = $(lastword $(foreach p,$(PROGRAMS),$(if $(filter $(call program_dir,$(p))/%,$(1)),$(p))))
unit_dir   = $(call program_dir,$(call unit_prog,$(1)))

.SECONDEXPANSION:
$(B)/unit/%.o: regress/unit/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -Icommon -Iregress/unit $(addprefix -I,$(call unit_dir,$*)) \
	    -c -o $@ $<

$(B)/unit/%_test: $(B)/unit/%_test.o $$(addprefix $(B)/lib,$$(addsuffix .a,$$(call unit_prog,$$*))) $(B)/libcommon.a
	@echo "  ld   $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcrypto -lcmocka

$(B)/unit/%_ftest: $(B)/unit/%_ftest.o $(FAKE_OBJS) $$(addprefix $(B)/lib,$$(addsuffix .a,$$(call unit_prog,$$*))) $(B)/libcommon.a
	@echo "  ld   $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcrypto -lcmocka

# Fuzz targets: regress/fuzz/NAME_fuzz.c, with seeds in regress/fuzz/NAME/.
# A target of a program's code is named PROGRAM-NAME_fuzz.c and links that
# program's library too.  NAME_fuzz_replay feeds files (any compiler), and
# NAME_fuzz is libFuzzer's, which clang builds apart with sanitizers.
#
# A seed is named for what it is.  Those named cov-HASH a fuzzer has found: they
# reach what the others do not, and need not be understood.  Each is replayed
# cut at every octet, in every check, so a target has forty of them at most;
# where its format has changed they are deleted, or chosen anew:
# NAME_fuzz -set_cover_merge=1 EMPTY regress/fuzz/NAME BUILD/corpus/NAME
FUZZ_SRCS    = $(sort $(wildcard regress/fuzz/*_fuzz.c))
FUZZ_NAMES   = $(patsubst regress/fuzz/%_fuzz.c,%,$(FUZZ_SRCS))
FUZZ_BINS    = $(FUZZ_NAMES:%=$(B)/fuzz/%_fuzz)
FUZZ_REPLAYS = $(FUZZ_NAMES:%=$(B)/fuzz/%_fuzz_replay)
FUZZ_SECONDS ?= 60
fuzz_prog    = $(filter $(PROGRAMS),$(firstword $(subst -, ,$(1))))

$(B)/fuzz/%.o: regress/fuzz/%.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CFLAGS) -Icommon -Iregress/unit \
	    $(addprefix -I,$(call program_dir,$(call fuzz_prog,$*))) -c -o $@ $<

$(B)/fuzz/%_fuzz_replay: $(B)/fuzz/%_fuzz.o $(B)/fuzz/replay.o $$(addprefix $(B)/lib,$$(addsuffix .a,$$(call fuzz_prog,$$*))) $(B)/libcommon.a
	@echo "  ld   $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcrypto

$(B)/fuzz/%_fuzz: $(B)/fuzz/%_fuzz.o $$(addprefix $(B)/lib,$$(addsuffix .a,$$(call fuzz_prog,$$*))) $(B)/libcommon.a
	@echo "  ld   $@"
	@$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS) -lcrypto

FUZZ_MAKE = $(MAKE) --no-print-directory CC=clang B=build/fuzzer O=-O1 \
	    SANITIZE="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all -fno-omit-frame-pointer"

fuzz-build: $(FUZZ_BINS)

fuzz:
	@$(FUZZ_MAKE) fuzz-build
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh regress/run_fuzz.sh build/fuzzer $(FUZZ_NAMES)

fuzz-replay: $(FUZZ_REPLAYS)
	@sh regress/run_replay.sh $(B) $(FUZZ_NAMES)

unit-build: $(UNIT_BINS)

unit: $(UNIT_BINS)
	@sh regress/run_unit.sh $(UNIT_BINS)

.PHONY: unit unit-build fuzz fuzz-build fuzz-replay
