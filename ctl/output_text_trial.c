/* SPDX-License-Identifier: ISC */
/* A line for routes, one for each neighbour, and who is not named. */
#include "config/conf_diff.h"
#include "output_text_trial.h"
#include "put.h"

static void
put_count(struct wbuf *w, uint32_t n, const char *what)
{
	put_uint(w, n);
	wbuf_u8(w, ' ');
	wbuf_str(w, what);
	if (n != 1)
		wbuf_u8(w, 's');
}

/* The names of bits, comma separated. */
static void
put_names(struct wbuf *w, uint64_t bits, const char *(*name)(unsigned bit))
{
	const char *sep = "";
	unsigned i;

	for (i = 0; name(i) != NULL; i++) {
		if ((bits >> i & 1) == 0)
			continue;
		wbuf_str(w, sep);
		wbuf_str(w, name(i));
		sep = ", ";
	}
}

void
text_changes(struct output *o, const struct ctl_changes *c)
{
	bool routes = c->routes_added > 0 || c->routes_changed > 0 ||
	    c->routes_removed > 0;
	struct wbuf *w = &o->w;

	o->differs = routes || c->settings != 0 || c->neighbors > 0;
	if (routes) {
		put_count(w, c->routes_added, "route");
		wbuf_printf(w, " would be added, %u changed, %u removed\n",
		    c->routes_changed, c->routes_removed);
	} else if (o->differs)
		wbuf_str(w, "no route would change\n");
	if (c->settings == 0)
		return;
	wbuf_str(w, "beside neighbors: ");
	put_names(w, c->settings, conf_diff_setting);
	wbuf_str(w, " would change\n");
}

static const char *const verbs[CONF_CHANGE_MAX] = {
	[CONF_CHANGE_NONE]	= "",
	[CONF_CHANGE_ADD]	= "would be added",
	[CONF_CHANGE_REMOVE]	= "would be removed",
	[CONF_CHANGE_RESTART]	= "session would restart",
	[CONF_CHANGE_MODIFY]	= "would change",
};

void
text_change(struct output *o, const struct ctl_change *c)
{
	struct wbuf *w = &o->w;

	wbuf_str(w, "neighbor ");
	put_addr(w, &c->remote);
	if (c->remote_plen < addr_bits(c->remote.af))
		wbuf_printf(w, "/%u", c->remote_plen);
	if (c->description[0] != '\0' && !o->numeric) {
		wbuf_str(w, " (");
		put_text(w, c->description);
		wbuf_u8(w, ')');
	}
	wbuf_str(w, ": ");
	wbuf_str(w, verbs[c->change]);
	if (c->words != 0) {
		wbuf_str(w, " (");
		put_names(w, c->words, conf_diff_word);
		wbuf_u8(w, ')');
	}
	if (c->announcements > 0 || c->withdraws > 0) {
		if (c->change != CONF_CHANGE_NONE)
			wbuf_str(w, ", ");
		put_count(w, c->announcements, "announcement");
		wbuf_str(w, ", ");
		put_count(w, c->withdraws, "withdraw");
	}
	wbuf_u8(w, '\n');
	o->noticed |= c->announcements > 0 || c->withdraws > 0 ||
	    c->change != CONF_CHANGE_MODIFY;
}

void
text_trial_end(struct output *o)
{
	if (!o->differs)
		wbuf_str(&o->w, "nothing would change\n");
	else
		wbuf_printf(&o->w, "no %sneighbor would see a byte\n",
		    o->noticed ? "other " : "");
}
