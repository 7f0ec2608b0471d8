# Tools of the tests and the benchmark: they share nothing with Herald, but for
# event_print, which writes Herald's events.
TOOLS	    = $(B)/regress/mrt_replay $(B)/regress/bgpload $(B)/regress/crowd \
	      $(B)/regress/event_print

$(B)/regress/event_print: regress/tools/event_print.c $(B)/libcommon.a
	@mkdir -p $(@D)
	@echo "  cc   $@"
	@$(CC) $(CFLAGS) -Icommon $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LIBS)

$(B)/regress/%: regress/tools/%.c regress/tools/speaker.c regress/tools/speaker.h
	@mkdir -p $(@D)
	@echo "  cc   $@"
	@$(CC) -std=c17 -D_GNU_SOURCE -O2 -g $(WARN) -Iregress/tools -o $@ \
	    $(filter %.c,$^)

tools: $(TOOLS)

.PHONY: tools
