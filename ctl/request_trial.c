/* SPDX-License-Identifier: ISC */
/*
 * The sums come first, then neighbours, printed as they arrive; what is to be
 * said of the file although it is good comes with the verdict.
 */
#include "records.h"
#include "request_trial.h"

static int
take_changes(struct output *o, struct link_msg *m)
{
	struct ctl_changes c;

	if (o->begun || record_changes(m, &c) == -1)
		return -1;
	output_begin(o);
	o->form->changes(o, &c);
	return 0;
}

static int
take_change(struct output *o, struct link_msg *m)
{
	struct ctl_change c;

	if (!o->begun || record_change(m, &c) == -1)
		return -1;
	o->form->change(o, &c);
	return output_next(o);
}

static int
take(void *arg, struct link_msg *m)
{
	switch (m->type) {
	case CTL_CHANGES:
		return take_changes(arg, m);
	case CTL_CHANGE:
		return take_change(arg, m);
	default:
		return -1;
	}
}

enum exit_code
request_trial(struct request *r)
{
	struct output *o = r->out;
	struct verdict v;
	int failed;

	failed = client_ask(r->client, ENGINE_PARENT, CTL_TRIAL, 0, NULL, 0,
	    take, o, &v);
	if (o->error != 0)
		return request_unwritten(r);
	if (failed == -1)
		return request_lost(r);
	if (v.code != CTL_OK || !o->begun)
		return request_failed(r, request_why(&v, "nothing"),
		    EXIT_REFUSED);
	o->whole = true;
	if (o->form->warnings != NULL)
		o->form->warnings(o, v.text);
	if (output_end(o) == -1)
		return request_unwritten(r);
	if (o->form->warnings == NULL && v.text[0] != '\0')
		request_complain(v.text);
	return EXIT_DONE;
}
