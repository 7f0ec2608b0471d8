# Herald: one make for the whole tree.  Each directory lists its sources in a
# module.mk, one a line; rules live here, once.
#
#	make			build bgpd, bgpd-session, bgpd-rde, bgpctl,
#				bgp-healthcheck
#	make CC=clang B=build/clang	the same elsewhere with another compiler
#	make check		everything that must hold (root)
#	make soak		the model test until it fails or is stopped

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

# A program's sources are in the directory of its name, or in DIR_NAME; one
# inside another's comes after it.  Neither links the other.
PROGRAMS = parent session rde ctl healthcheck
EXE_parent  = bgpd
EXE_session = bgpd-session
EXE_rde	    = bgpd-rde
EXE_ctl	    = bgpctl
EXE_healthcheck = bgp-healthcheck
DIR_healthcheck = ctl/healthcheck
LIBS_parent = $(LIBS) -lcrypto
program_dir = $(or $(DIR_$(1)),$(1))

all: $(foreach p,$(PROGRAMS),$(B)/$(EXE_$(p)))

include $(wildcard common/*/module.mk)
include $(foreach p,$(PROGRAMS),$(wildcard $(call program_dir,$(p))/module.mk))
include regress/module.mk
include regress/tools/module.mk

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
# $(1) is the program, $(2) its directory.
define program
$(1)_OBJS = $$(patsubst %.c,$(B)/%.o,$$($(1)_SRCS))

$(B)/lib$(1).a: $$(filter-out %/main.o,$$($(1)_OBJS))
	@rm -f $$@
	@ar rcs $$@ $$^

$(B)/$(EXE_$(1)): $(B)/$(2)/main.o $(B)/lib$(1).a $(B)/libcommon.a
	@echo "  ld   $$@"
	@$(CC) $(LDFLAGS) -o $$@ $$^ $$(or $$(LIBS_$(1)),$$(LIBS))

$(B)/$(2)/%.o: $(2)/%.c
	@mkdir -p $$(@D)
	@echo "  cc   $$<"
	@$(CC) $(CFLAGS) -DHERALD_$(1) -Icommon -I$(2) -c -o $$@ $$<
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p),$(call program_dir,$(p)))))

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# --- what a person asks for ---------------------------------------------
deps:
	@sh regress/deps.sh build

demo:
	@sh regress/deps.sh demo
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@sh regress/demo.sh $(B)

check:
	@sh regress/deps.sh check
	@sh regress/check.sh

system: all tools
	@sh regress/system/run.sh $(B)

soak: all
	@while MODEL_SECONDS=600 MODEL_SEQUENCES=1000000 TEST_SECONDS=900 sh regress/system/run.sh $(B) \
	    regress/system/test_model.sh; do :; done; exit 1

lint: all
	@CC=$(CC) python3 regress/lint/lint.py $(B)
	@shellcheck -x -e SC1091,SC2016 regress/*.sh regress/*/*.sh .ci/run
	@mandoc -T lint -W warning parent/*.[578] ctl/*.[58] ctl/healthcheck/*.8

# The whole under AddressSanitizer and UndefinedBehaviorSanitizer.
ASAN	= CC=clang B=build/asan O=-O1 \
	  SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
asan:
	@$(MAKE) --no-print-directory $(ASAN) all unit fuzz-replay

bench: all tools
	@sh regress/deps.sh check
	@python3 regress/bench/bench.py $(B)
	@python3 regress/bench/feed.py $(B)
	@python3 regress/bench/api.py $(B)
	@python3 regress/bench/mrt.py $(B)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/sbin \
	    $(DESTDIR)$(PREFIX)/libexec/herald \
	    $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/man/man7 \
	    $(DESTDIR)$(PREFIX)/share/man/man8 $(DESTDIR)$(PREFIX)/share/herald/schema \
	    $(DESTDIR)$(PREFIX)/share/doc/herald \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	    $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/lib/sysusers.d \
	    $(DESTDIR)/etc/herald
	install -m 755 $(B)/bgpd $(B)/bgpctl $(DESTDIR)$(PREFIX)/sbin
	install -m 755 $(B)/bgp-healthcheck $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(B)/bgpd-session $(B)/bgpd-rde \
	    $(DESTDIR)$(PREFIX)/libexec/herald
	install -m 644 parent/bgpd.conf.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 parent/bgpd-api.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 etc/schema/*.json $(DESTDIR)$(PREFIX)/share/herald/schema
	install -m 644 parent/bgpd.8 ctl/bgpctl.8 \
	    ctl/healthcheck/bgp-healthcheck.8 $(DESTDIR)$(PREFIX)/share/man/man8
	cp -R etc/examples $(DESTDIR)$(PREFIX)/share/doc/herald
	chmod -R go+rX $(DESTDIR)$(PREFIX)/share/doc/herald
	install -m 644 etc/completions/bgpctl.bash \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/bgpctl
	install -m 644 etc/completions/bgp-healthcheck.bash \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/bgp-healthcheck
	sed 's,@PREFIX@,$(PREFIX),' etc/herald.service > \
	    $(DESTDIR)$(PREFIX)/lib/systemd/system/herald.service
	install -m 644 etc/herald.sysusers \
	    $(DESTDIR)$(PREFIX)/lib/sysusers.d/herald.conf
	[ -e $(DESTDIR)/etc/herald/bgpd.conf ] || \
	    install -m 600 etc/bgpd.conf $(DESTDIR)/etc/herald/bgpd.conf

# The configuration of the administrator stays.
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/sbin/bgpd $(DESTDIR)$(PREFIX)/sbin/bgpctl \
	    $(DESTDIR)$(PREFIX)/bin/bgp-healthcheck \
	    $(DESTDIR)$(PREFIX)/share/man/man5/bgpd.conf.5 \
	    $(DESTDIR)$(PREFIX)/share/man/man7/bgpd-api.7 \
	    $(DESTDIR)$(PREFIX)/share/man/man8/bgpd.8 \
	    $(DESTDIR)$(PREFIX)/share/man/man8/bgpctl.8 \
	    $(DESTDIR)$(PREFIX)/share/man/man8/bgp-healthcheck.8 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/bgpctl \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/bgp-healthcheck \
	    $(DESTDIR)$(PREFIX)/lib/systemd/system/herald.service \
	    $(DESTDIR)$(PREFIX)/lib/sysusers.d/herald.conf
	rm -rf $(DESTDIR)$(PREFIX)/libexec/herald $(DESTDIR)$(PREFIX)/share/herald \
	    $(DESTDIR)$(PREFIX)/share/doc/herald
	rm -f $(DESTDIR)/var/lib/herald/restart-marker*
	-[ ! -d $(DESTDIR)/var/lib/herald ] || \
	    rmdir --ignore-fail-on-non-empty $(DESTDIR)/var/lib/herald
	@echo "$(DESTDIR)/etc/herald stays; remove it by hand when it is not wanted."

clean:
	rm -rf build

.PHONY: all deps demo check soak system lint asan bench install uninstall clean
.DELETE_ON_ERROR:
.SECONDARY:
