/* SPDX-License-Identifier: ISC */
/*
 * An MRT file of a stranger: whatever its records hold, each form prints whole
 * lines of clean text, and JSON that is JSON.  Behind the octet that chooses
 * the form, records as they stand in a file.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/event/json_check.h"
#include "event/escape.h"
#include "mrt_show.h"
#include "output.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FORMS = 4, SSV = 4 };

struct run {
	struct mrt_show	 show;
	mrt_form	*form;
	bool		 json;
};

/* Whole lines of UTF-8 without other control characters. */
static void
check(const struct wbuf *w, bool json)
{
	static struct json_check whole;
	uint32_t c;
	size_t i, line = 0;
	unsigned n;

	if (w->failed || (w->len > 0 && w->p[w->len - 1] != '\n'))
		abort();
	for (i = 0; i < w->len; i += n) {
		n = utf8_next(w->p + i, w->len - i, &c);
		if (n == 0 || c == 0x7f || (c < 0x20 && c != '\n'))
			abort();
		if (c != '\n')
			continue;
		if (json && !json_check_line(&whole, w->p + line,
		    i + 1 - line))
			abort();
		line = i + 1;
	}
}

static int
take(void *arg, const struct mrt_item *i)
{
	struct run *r = arg;

	if (i->set == NULL || i->set->serial != r->show.serial) {
		mrt_facts_read(&r->show.facts, i->set);
		r->show.serial = i->set == NULL ? 0 : i->set->serial;
	}
	wbuf_reset(&r->show.o->w);
	r->form(&r->show, i);
	check(&r->show.o->w, r->json);
	return 0;
}

/* False: no further record. */
static bool
next(struct rbuf *b, struct mrt_record *r)
{
	uint64_t number = r->number + 1;
	uint32_t len;

	*r = (struct mrt_record){ .number = number };
	return rbuf_u32(b, &r->time) == 0 && rbuf_u16(b, &r->type) == 0 &&
	    rbuf_u16(b, &r->subtype) == 0 && rbuf_u32(b, &len) == 0 &&
	    rbuf_sub(b, len, &r->body) == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static mrt_form *const forms[FORMS] = {
		mrt_show_line, mrt_show_text, mrt_show_json, mrt_show_peer,
	};
	struct command cmd = { .action = ACTION_MRT, .detail = true };
	struct mrt_record record = { 0 };
	struct run r = { .form = NULL };
	struct output o;
	struct rbuf b;
	struct mrt *m;

	if (size < 1)
		return 0;
	family_others_mode(OTHERS_LENT);
	cmd.ssv = (data[0] & SSV) != 0;
	output_init(&o, &output_text, &cmd, -1, false);
	r.form = forms[data[0] % FORMS];
	r.json = r.form == mrt_show_json;
	r.show.o = &o;
	mrt_facts_init(&r.show.facts);
	wbuf_growable(&r.show.kept, 1024 * 1024);
	m = mrt_new(take, &r);
	b = rbuf_of(data + 1, size - 1);
	while (next(&b, &record))
		(void)mrt_take(m, &record);
	mrt_free(m);
	mrt_facts_free(&r.show.facts);
	wbuf_free(&r.show.kept);
	output_free(&o);
	return 0;
}
