/* SPDX-License-Identifier: ISC */
/*
 * What all requests share: whom to ask, where to print, and how an end is
 * told (results on standard output, refusals on standard error, with -j all
 * in one JSON object).
 */
#ifndef CTL_REQUEST_H
#define CTL_REQUEST_H

#include <stdbool.h>

#include "client.h"
#include "command.h"
#include "output.h"

enum exit_code {
	EXIT_DONE	= 0,
	EXIT_REFUSED	= 1,	/* or nothing matched */
	EXIT_USAGE	= 2,
	EXIT_NO_DAEMON	= 3,	/* or no progress in time */
};

struct request {
	struct client		*client;
	const struct command	*cmd;
	struct output		*out;
	bool			 json;
};

/* On standard error, a line for each of text, escaped. */
void	request_complain(const char *text);
/* Of -j: there will be no request, and standard error says more. */
void	request_misused(const char *why);
/* The request failed: why is said, *code returned. */
enum exit_code request_failed(struct request *r, const char *why,
	    enum exit_code code);
/* The daemon could not be asked: client->why. */
enum exit_code request_lost(struct request *r);
/* An action's verdict, printed; nothing is the text for CTL_NOTHING. */
enum exit_code request_verdict(struct request *r, const struct verdict *v,
	    const char *nothing);
/* The text of a verdict that is not CTL_OK. */
const char *request_why(const struct verdict *v, const char *nothing);
/* After a failed write: quiet when the reader just left. */
enum exit_code request_unwritten(struct request *r);

#endif
