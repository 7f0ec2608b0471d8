/* SPDX-License-Identifier: ISC */
/*
 * The buffers stay from event to event; one that had to grow far is given
 * back, so that a single long event does not cost memory for ever.
 */
#include <string.h>

#include "feed_encoder.h"

enum { KEEP = 256 * 1024 };

void
feed_encoder_init(struct feed_encoder *x)
{
	unsigned i;

	memset(x, 0, sizeof(*x));
	for (i = 0; i < FEED_FORMS; i++)
		wbuf_growable(&x->v[i].octets, FEED_EVENT_MAX);
}

void
feed_encoder_fini(struct feed_encoder *x)
{
	unsigned i;

	for (i = 0; i < FEED_FORMS; i++)
		wbuf_free(&x->v[i].octets);
}

void
feed_encoder_next(struct feed_encoder *x)
{
	unsigned i;

	for (i = 0; i < x->n; i++)
		if (x->v[i].octets.size > KEEP)
			wbuf_free(&x->v[i].octets);
	x->n = 0;
}

static bool
same_form(const struct event_form *a, const struct event_form *b)
{
	return a->json == b->json && a->compact == b->compact &&
	    a->negotiated == b->negotiated && a->shape == b->shape &&
	    a->what == b->what;
}

const struct feed_lines *
feed_encode(struct feed_encoder *x, const struct event_form *f,
    const struct event_daemon *d, const struct event *e, uint64_t *counter)
{
	struct event_peer peer;
	struct event again = *e;
	struct feed_lines *l;
	unsigned i;

	for (i = 0; i < x->n; i++)
		if (same_form(&x->v[i].form, f))
			return &x->v[i];
	if (x->n == FEED_FORMS)
		x->n--;			/* more forms than there should be */
	l = &x->v[x->n++];
	l->form = *f;
	wbuf_reset(&l->octets);
	if (e->peer != NULL) {
		peer = *e->peer;
		peer.counter = *counter;
		again.peer = &peer;
	}
	l->events = event_write(&l->octets, f, d, &again);
	l->too_long = l->octets.failed;
	*counter += l->events;
	return l;
}
