/* SPDX-License-Identifier: ISC */
/* bgpctl api: commands of the API, one or a stream of lines. */
#ifndef CTL_REQUEST_API_H
#define CTL_REQUEST_API_H

#include "request.h"

/* The command's text. */
enum exit_code	request_api(struct request *r);
/* Lines of the descriptor, until its end. */
enum exit_code	request_api_stream(struct request *r, int in);

#endif
