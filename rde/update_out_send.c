/* SPDX-License-Identifier: ISC */
/*
 * A turn of one neighbour and family: gather a window of variants
 * behind its cursor, sort them into buckets of equal body, write withdraws,
 * then each bucket's attributes once with all its NLRI.  The window is
 * measured as it is gathered, so that what is written fits the credit.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "bgp/message.h"
#include "ipc/session_rde.h"
#include "out_window.h"
#include "update_out_send.h"

enum { UNSENT_EVERY_MS = 60 * 1000 };

struct out_sender {
	struct rde	*rde;
	out_sink	*sink;
	void		*sink_arg;
	out_watch	*watch;		/* or NULL */
	void		*watch_arg;
	struct out_window *window;
	struct out_batch batch;		/* the last one, for others */
};

static void
to_session(void *arg, struct peer *p, uint16_t type, const void *body,
    size_t len)
{
	struct rde *rde = arg;

	if (rde->session != NULL)
		link_send(rde->session, type, p->id, p->gen, body, len);
}

struct out_sender *
out_sender_new(struct rde *rde)
{
	struct out_sender *s = xcalloc(1, sizeof(*s));

	s->rde = rde;
	s->sink = to_session;
	s->sink_arg = rde;
	s->window = out_window_new(rde);
	wbuf_growable(&s->batch.octets, LINK_BODY_MAX);
	return s;
}

void
out_sender_free(struct out_sender *s)
{
	if (s == NULL)
		return;
	out_window_free(s->window);
	wbuf_free(&s->batch.octets);
	free(s);
}

void
out_sender_set_sink(struct out_sender *s, out_sink *sink, void *arg)
{
	s->sink = sink;
	s->sink_arg = arg;
}

void
out_sender_set_watch(struct out_sender *s, out_watch *watch, void *arg)
{
	s->watch = watch;
	s->watch_arg = arg;
}

static void
send_octets(struct out_sender *s, struct peer *p, const struct wbuf *w)
{
	struct peer_out *o = p->out;

	if (w->len == 0)
		return;
	if (w->failed)
		fatal("update_out: a batch of more than %u octets",
		    (unsigned)LINK_BODY_MAX);
	o->credit -= w->len < o->credit ? (uint32_t)w->len : o->credit;
	o->written.sent += w->len;
	if (s->watch != NULL)
		s->watch(s->watch_arg, p, wbuf_view(w));
	s->sink(s->sink_arg, p, SR_OUT, w->p, w->len);
}

/* A single message that is not worth a batch. */
static void
send_small(struct out_sender *s, struct peer *p, enum family f, int subtype)
{
	uint8_t octets[64];
	struct wbuf w;

	wbuf_fixed(&w, octets, sizeof(octets));
	if (subtype == -1)
		pack_eor(&w, f);
	else
		pack_refresh(&w, f, (uint8_t)subtype);
	send_octets(s, p, &w);
}

bool
out_send_alone(struct out_sender *s, struct peer *p, struct rbuf canon,
    const struct nexthop *nh)
{
	const struct pack_profile *profile = &p->out->profile;
	struct wbuf attrs, w;
	bool fits;

	wbuf_growable(&attrs, ATTR_SET_MAX);
	wbuf_growable(&w, MSG_EXTENDED_MAX);
	fits = pack_attrs(&attrs, canon, profile, FAMILY_IPV4_UNICAST,
	    0) == PACK_OK &&
	    pack_alone(&w, profile, wbuf_view(&attrs), nh) == PACK_OK;
	if (fits) {
		send_octets(s, p, &w);
		p->count.updates_out++;
	}
	wbuf_free(&attrs);
	wbuf_free(&w);
	return fits;
}

void
out_send_eor(struct out_sender *s, struct peer *p, enum family f)
{
	send_small(s, p, f, -1);
	p->count.eor_out++;
}

void
out_send_said_all(struct out_sender *s, struct peer *p)
{
	s->sink(s->sink_arg, p, SR_SAID_ALL, NULL, 0);
}

void
out_send_refresh(struct out_sender *s, struct peer *p, enum family f,
    uint8_t subtype)
{
	send_small(s, p, f, subtype);
}

void
out_send_reset(struct out_sender *s, struct peer *p, uint8_t code,
    uint8_t subcode)
{
	const struct sr_reset r = { .code = code, .subcode = subcode };

	s->sink(s->sink_arg, p, SR_RESET, &r, sizeof(r));
}

/*
 * What the last neighbour got from here to there is what this one wants too,
 * when both are written alike and are in the same targets.
 */
static bool
batch_fits(const struct out_sender *s, const struct peer *p, enum family f,
    const struct rib_family *rf, const struct rib_cursor *c)
{
	const struct out_batch *b = &s->batch;
	const struct targets *t = s->rde->rib_out->targets;
	unsigned i;

	if (!b->shareable || b->family != f || b->version != rf->version ||
	    b->from != c->seq || b->octets.len > p->out->credit ||
	    b->one_each != out_one_each(p, f) ||
	    p->neg.paths_limit[f] != 0 ||
	    (b->replaces && c->up_seq > b->from) ||
	    memcmp(&b->profile, &p->out->profile, sizeof(b->profile)) != 0)
		return false;
	for (i = 0; i < b->nseen; i++)
		if (targets_has(t, b->seen[i].targets, c->id) !=
		    b->seen[i].member)
			return false;
	return true;
}

static void
batch_account(const struct out_batch *b, struct peer *p,
    struct rib_cursor *c)
{
	p->count.updates_out += b->announced;
	p->count.withdraws_out += b->withdrawn;
	c->held += b->gained;
	c->held -= b->lost < c->held ? b->lost : c->held;
}

/* Once a session, but a neighbour may have as many of these as it likes. */
static bool
may_report(const struct out_sender *s, struct peer *p, enum family f)
{
	struct peer *range = p->range == 0 ? NULL :
	    peers_get(s->rde->peers, p->range);
	monotime_t *said = &(range != NULL ? range : p)->unsent_said[f];

	if (p->out->families[f].logged || (monotime_is_set(*said) &&
	    monotime_diff_ms(clock_coarse(), *said) < UNSENT_EVERY_MS))
		return false;
	p->out->families[f].logged = 1;
	*said = clock_coarse();
	return true;
}

static void
report_unsent(const struct out_sender *s, struct peer *p, enum family f,
    enum pack_result why, uint64_t n)
{
	static const char *const text[] = {
		[PACK_TOO_LARGE] = "the attributes do not fit a message",
		[PACK_NO_NEXTHOP] = "the session has no next hop for that",
		[PACK_NOT_FOR_THEM] = "their OTC says that they are not for "
		    "a neighbour of its role",
		[PACK_PATHS_LIMIT] = "it takes no more paths of one prefix",
	};
	char remote[ADDR_TEXT];

	if (!may_report(s, p, f))
		return;
	log_warn("neighbor %s (AS %u): %s: %llu route%s cannot be "
	    "sent: %s", addr_print(&p->conf.remote, remote, sizeof(remote)),
	    p->neg.peer_as, family_info(f)->name, (unsigned long long)n,
	    n == 1 ? "" : "s", text[why]);
}

bool
out_send_window(struct out_sender *s, struct peer *p, enum family f)
{
	struct rib_family *rf = &s->rde->rib_out->families[f];
	struct rib_cursor *c = rib_cursor_get(s->rde->rib_out, f, p->id);
	struct out_batch *b = &s->batch;

	if (rib_cursor_next(rf, c->node) == 0) {
		p->out->written.at[f] = rf->seq;
		return false;
	}
	if (!batch_fits(s, p, f, rf, c)) {
		wbuf_reset(&b->octets);
		out_window_gather(s->window, p, f, c, false);
		out_window_write(s->window, b);
		if (b->unsent > 0)
			report_unsent(s, p, f, b->unsent_why, b->unsent);
	}
	rib_cursor_pass(rf, c, b->last);
	batch_account(b, p, c);
	send_octets(s, p, &b->octets);
	p->out->written.at[f] = c->seq;
	out_window_finish(s->window, b);
	return true;
}

bool
out_send_again(struct out_sender *s, struct peer *p, enum family f)
{
	struct rib_family *rf = &s->rde->rib_out->families[f];
	struct rib_cursor *c = rib_cursor_get(s->rde->rib_out, f, p->id);
	struct out_batch *b = &s->batch;
	uint32_t next = rib_cursor_next(rf, c->again);

	if (next == 0 || rib_variant_seq(rib_variant_at(rf, next)) > c->seq)
		return false;
	wbuf_reset(&b->octets);
	out_window_gather(s->window, p, f, c, true);
	out_window_write(s->window, b);
	b->shareable = false;
	rib_cursor_again_pass(rf, c, b->last);
	p->count.updates_out += b->announced;
	send_octets(s, p, &b->octets);
	return true;
}
