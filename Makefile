# Herald: one make for the whole tree.  Each directory lists its sources in a
# module.mk, one a line; rules live here, once.
#
#	make			build bgpd, bgpd-session, bgpd-rde, bgpctl
#	make CC=clang B=build/clang	the same elsewhere with another compiler
#	make check		everything that must hold (root)

CC	 ?= gcc
ifeq ($(origin CC),default)
CC	  = gcc
endif
B	 ?= build
O	 ?= -O2
PREFIX	 ?= /usr/local
SANITIZE ?=

WARN	= -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
	  -Wmissing-prototypes -Wcast-qual -Wpointer-arith -Wwrite-strings \
	  -Wvla -Wundef -Wformat=2 -Werror
HARDEN	= -fstack-protector-strong -fPIE
ifeq ($(SANITIZE),)
HARDEN	+= -D_FORTIFY_SOURCE=2
endif
CFLAGS	 = -std=c17 -D_GNU_SOURCE $(O) -g $(WARN) $(HARDEN) $(SANITIZE) \
	   -DLIBEXECDIR='"$(PREFIX)/libexec/herald"' -MMD -MP
LDFLAGS	 = -pie -Wl,-z,relro,-z,now $(SANITIZE)
LIBS	 = -levent_core -lbsd

PROGRAMS = parent session rde ctl
EXE_parent  = bgpd
EXE_session = bgpd-session
EXE_rde	    = bgpd-rde
EXE_ctl	    = bgpctl
LIBS_parent = $(LIBS) -lcrypto

all: $(foreach p,$(PROGRAMS),$(B)/$(EXE_$(p)))

include $(wildcard common/*/module.mk)
include $(foreach p,$(PROGRAMS),$(wildcard $(p)/module.mk))
include regress/module.mk

# --- common -------------------------------------------------------------
common_OBJS = $(patsubst %.c,$(B)/%.o,$(common_SRCS))

$(B)/libcommon.a: $(common_OBJS)
	@rm -f $@
	@ar rcs $@ $^

$(B)/common/%.o: common/%.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	@$(CC) $(CFLAGS) -Icommon -c -o $@ $<

# --- programs: PROGRAM_SRCS without main.c become a library that tests link
define program
$(1)_OBJS = $$(patsubst %.c,$(B)/%.o,$$($(1)_SRCS))

$(B)/lib$(1).a: $$(filter-out %/main.o,$$($(1)_OBJS))
	@rm -f $$@
	@ar rcs $$@ $$^

$(B)/$(EXE_$(1)): $(B)/$(1)/main.o $(B)/lib$(1).a $(B)/libcommon.a
	@echo "  ld   $$@"
	@$(CC) $(LDFLAGS) -o $$@ $$^ $$(or $$(LIBS_$(1)),$$(LIBS))

$(B)/$(1)/%.o: $(1)/%.c
	@mkdir -p $$(@D)
	@echo "  cc   $$<"
	@$(CC) $(CFLAGS) -DHERALD_$(1) -Icommon -I$(1) -c -o $$@ $$<
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p))))

-include $(shell find $(B) -name '*.d' 2>/dev/null)

clean:
	rm -rf build

.PHONY: all clean
.DELETE_ON_ERROR:
.SECONDARY:
