/* SPDX-License-Identifier: ISC */
/* network bulk add and delete: a stream of lines from standard input. */
#ifndef CTL_REQUEST_BULK_H
#define CTL_REQUEST_BULK_H

#include <stdio.h>

#include "request.h"

enum exit_code request_bulk(struct request *r, FILE *in);

#endif
