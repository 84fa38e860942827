"use strict";
const docs = document.getElementById("docs");
Redoc.init(docs.dataset.spec, { hideDownloadButton: false, nativeScrollbars: true }, docs);
